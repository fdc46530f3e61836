package org.i3d4j.video.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;

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
    /** Of whole trees: as TSN's archives of UCF-101 and HMDB-51 have them. */
    private static final Map<String, String> DOWN_TREE_OF_RIGHT = Map.of("u", "v", "flow_x", "flow_y");

    private static final Map<String, String> HALF_TREES = Map.of("flow_x", "flow_y", "flow_y", "flow_x");

    private static final int MOST_ABOVE = 2;

    private static final Map<String, String> RIGHT_TREE_OF_DOWN = Map.of("v", "u", "flow_y", "flow_x");

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
        Optional<FlowSeries> inFolders = DOWN_FOLDER_OF_RIGHT.entrySet().stream()
                .filter(names -> Files.isDirectory(folder.resolve(names.getKey()))
                        && Files.isDirectory(folder.resolve(names.getValue())))
                .map(names -> of(folder, only(folder.resolve(names.getKey())), only(folder.resolve(names.getValue()))))
                .findFirst();
        return inFolders.or(() -> inTrees(folder, series));
    }

    /** Whether a folder holds them and no other pictures. */
    static boolean isAlone(Path folder) {
        Map<String, SortedMap<Long, Path>> series = NumberedPictures.series(folder);
        Optional<FlowSeries> flow = in(folder);
        return series.size() == 1
                ? flow.isPresent()
                        && flow.get().right().equals(List.copyOf(only(folder).values()))
                : flow.isPresent() && (series.isEmpty() || series.size() == 2);
    }

    /** Whether a folder is in a tree of vertical flow beside one of horizontal flow, which stands for both. */
    static boolean isDownTree(Path folder) {
        return counterpart(folder, RIGHT_TREE_OF_DOWN)
                .filter(Files::isDirectory)
                .isPresent();
    }

    /** A folder of one series below {@code u}, with another at the same place below {@code v}. */
    private static Optional<FlowSeries> inTrees(Path folder, Map<String, SortedMap<Long, Path>> series) {
        if (series.size() != 1) {
            return Optional.empty();
        }
        requireBothTrees(folder);
        counterpart(folder, RIGHT_TREE_OF_DOWN).filter(Files::isDirectory).ifPresent(right -> {
            throw new VideoException(
                    folder + ": holds the vertical half of optical flow; name " + right + ", which stands for both");
        });
        Optional<Path> down = counterpart(folder, DOWN_TREE_OF_RIGHT);
        down.filter(other -> !Files.isDirectory(other)).ifPresent(missing -> {
            throw new VideoException(
                    folder + ": holds the horizontal half of optical flow; expected the vertical one in " + missing);
        });
        return down.map(other -> of(folder, only(folder), only(other)));
    }

    /** Folders called {@code u} or {@code v} may be anything; these are half of optical flow. */
    private static void requireBothTrees(Path folder) {
        Path tree = folder.toAbsolutePath().normalize().getParent();
        for (int above = 0; above < MOST_ABOVE && tree != null && tree.getFileName() != null; above++) {
            String other = HALF_TREES.get(tree.getFileName().toString());
            if (other != null && !Files.isDirectory(tree.resolveSibling(other))) {
                throw new VideoException(folder + ": holds a half of optical flow, as it lies in " + tree.getFileName()
                        + "; expected the other in " + tree.resolveSibling(other));
            }
            tree = tree.getParent();
        }
    }

    /** The same place in the other tree, if that is there: of a video in the tree, or in a folder of its class. */
    private static Optional<Path> counterpart(Path folder, Map<String, String> otherTree) {
        Path path = folder.toAbsolutePath().normalize();
        Path tree = path.getParent();
        for (int above = 0; above < MOST_ABOVE && tree != null && tree.getFileName() != null; above++) {
            String other = otherTree.get(tree.getFileName().toString());
            if (other != null && Files.isDirectory(tree.resolveSibling(other)) && !isOfLetters(tree)) {
                return Optional.of(tree.resolveSibling(other).resolve(tree.relativize(path)));
            }
            tree = tree.getParent();
        }
        return Optional.empty();
    }

    /** Whether folders of more letters than two lie beside each other, as the classes of an alphabet. */
    private static boolean isOfLetters(Path tree) {
        Path parent = tree.getParent();
        String[] letters = parent == null ? null : parent.toFile().list((in, name) -> name.length() == 1);
        return letters != null && letters.length > 2;
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
            throw new VideoException(
                    folder + ": has " + Counted.of(right.size(), "picture") + " of horizontal flow, from "
                            + first(right) + " on, and " + down.size() + " of vertical flow, from "
                            + first(down) + " on; expected the same numbers");
        }
        return new FlowSeries(List.copyOf(right.values()), List.copyOf(down.values()));
    }

    private static String first(SortedMap<Long, Path> series) {
        return String.valueOf(series.values().iterator().next().getFileName());
    }
}
