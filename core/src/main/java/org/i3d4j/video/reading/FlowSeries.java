package org.i3d4j.video.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.i3d4j.error.VideoException;

/**
 * The pictures of optical flow in a folder, by number.
 *
 * @param right of horizontal motion
 * @param down of vertical motion, as many
 */
record FlowSeries(List<Path> right, List<Path> down) {
    /** As mmaction, TSN's tools and their followers name them. */
    private static final Map<String, String> DOWN_OF_RIGHT =
            Map.of("flow_x_", "flow_y_", "flow_x", "flow_y", "x_", "y_", "u_", "v_", "flow_u_", "flow_v_");

    private static final Map<String, String> DOWN_FOLDER_OF_RIGHT = Map.of("u", "v", "x", "y", "flow_x", "flow_y");

    /**
     * Those of a folder; empty if it has none.
     *
     * @throws VideoException if only one of the series is there, or one has numbers that the other hasn't
     */
    static Optional<FlowSeries> in(Path folder) {
        Map<String, SortedMap<Long, Path>> series = NumberedPictures.series(folder);
        for (Map.Entry<String, String> names : DOWN_OF_RIGHT.entrySet()) {
            SortedMap<Long, Path> right = series.get(names.getKey());
            SortedMap<Long, Path> down = series.get(names.getValue());
            if (right != null && down != null) {
                return Optional.of(of(folder, right, down));
            }
        }
        return DOWN_FOLDER_OF_RIGHT.entrySet().stream()
                .filter(names -> Files.isDirectory(folder.resolve(names.getKey()))
                        && Files.isDirectory(folder.resolve(names.getValue())))
                .map(names -> of(folder, only(folder.resolve(names.getKey())), only(folder.resolve(names.getValue()))))
                .findFirst();
    }

    /** Whether a folder holds them and no other pictures. */
    static boolean isAlone(Path folder) {
        int others = NumberedPictures.series(folder).size();
        return in(folder).isPresent() && (others == 0 || others == 2);
    }

    private static SortedMap<Long, Path> only(Path folder) {
        Map<String, SortedMap<Long, Path>> series = NumberedPictures.series(folder);
        if (series.size() != 1) {
            throw new VideoException(folder + ": holds " + series.size() + " series of pictures; expected one, of one"
                    + " component of optical flow");
        }
        return series.values().iterator().next();
    }

    private static FlowSeries of(Path folder, SortedMap<Long, Path> right, SortedMap<Long, Path> down) {
        if (!right.keySet().equals(down.keySet())) {
            throw new VideoException(folder + ": has " + right.size() + " pictures of horizontal flow, from "
                    + first(right) + " on, and " + down.size() + " of vertical flow, from "
                    + first(down) + " on; expected the same numbers");
        }
        return new FlowSeries(List.copyOf(right.values()), List.copyOf(down.values()));
    }

    private static String first(SortedMap<Long, Path> series) {
        return String.valueOf(series.values().iterator().next().getFileName());
    }
}
