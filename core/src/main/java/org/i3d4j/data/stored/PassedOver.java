package org.i3d4j.data.stored;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.i3d4j.text.Counted;
import org.i3d4j.video.VideoExtensions;

/** Files of a folder that are not taken for videos, counted by what they are. */
public final class PassedOver {
    private static final int KINDS_SHOWN = 5;

    private final SortedMap<String, Integer> counts = new TreeMap<>();

    /** Counts a file by its extension. */
    public void add(Path file) {
        add(file, "");
    }

    /**
     * Counts a file by its extension and why it is no video of its own.
     *
     * @param where as {@code  beside its video}, in the words of {@link #toString}
     */
    public void add(Path file, String where) {
        String extension = VideoExtensions.of(file);
        addOther((extension.isEmpty() ? "without extension" : "." + extension) + where);
    }

    /** Counts what has no extension to count it by. */
    void addOther(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** Counts those of another folder too. */
    public void addAll(PassedOver others) {
        others.counts.forEach((what, count) -> counts.merge(what, count, Integer::sum));
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How many. */
    public int files() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** For people, as {@code 7 files passed over: 5 .txt, 2 .srt}, the most frequent first. */
    @Override
    public String toString() {
        String kinds = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(KINDS_SHOWN)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        int others = counts.size() - KINDS_SHOWN;
        return Counted.of(files(), "file") + " passed over: " + kinds
                + (others > 0 ? ", and " + Counted.of(others, "more kind") : "");
    }
}
