package org.i3d4j.video.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.error.VideoException;

/** Picks the frames of a video out of a folder: JPEG or PNG files whose names end in a number. */
final class NumberedPictures {
    private static final Pattern NAME =
            Pattern.compile("(|[^.].*?)(\\d{1,18})\\.(jpg|jpeg|png)", Pattern.CASE_INSENSITIVE);
    /** Optical flow often lies beside the frames that it was computed from. */
    private static final Pattern FLOW = Pattern.compile("flow.*", Pattern.CASE_INSENSITIVE);

    private NumberedPictures() {}

    /** Whether a file is named like a frame. */
    static boolean isPicture(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /**
     * The pictures of a folder by their number, lowest first; numbers may be missing.
     *
     * @throws VideoException if there is none, two have the same number, or there are several series of them
     */
    static List<Path> in(Path folder) {
        Map<String, SortedMap<Long, Path>> series = series(folder);
        if (series.size() > 1) {
            series.keySet().removeIf(prefix -> FLOW.matcher(prefix).matches());
        }
        if (series.size() != 1) {
            throw new VideoException(folder + ": "
                    + (series.isEmpty()
                            ? "holds no frames; expected pictures named by number, such as img_00001.jpg or 1.png"
                            : "holds several series of pictures, named " + String.join("*, ", series.keySet())
                                    + "*; expected one"));
        }
        return new ArrayList<>(series.values().iterator().next().values());
    }

    /**
     * All pictures of a folder by what comes before their number, and by that.
     *
     * @throws VideoException if two have the same name but for leading zeros or the extension
     */
    static Map<String, SortedMap<Long, Path>> series(Path folder) {
        Map<String, SortedMap<Long, Path>> series = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> add(file, series));
        } catch (IOException e) {
            throw new VideoException(folder + ": the folder can't be read: " + e.getMessage(), e);
        }
        return series;
    }

    private static void add(Path file, Map<String, SortedMap<Long, Path>> series) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return;
        }
        Path other = series.computeIfAbsent(name.group(1), prefix -> new TreeMap<>())
                .putIfAbsent(Long.valueOf(name.group(2)), file);
        if (other != null) {
            throw new VideoException(file + ": has the same number as " + other.getFileName());
        }
    }
}
