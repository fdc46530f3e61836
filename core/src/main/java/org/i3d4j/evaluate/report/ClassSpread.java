package org.i3d4j.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Chooses a few of many to be looked at, of as many classes as there is room for. */
public final class ClassSpread {
    private ClassSpread() {}

    /**
     * At most {@code count} of {@code items}, always the same: the first of each class, of many classes those at equal
     * distances, of few classes also the second of each and so on.
     */
    public static <T> List<T> of(List<T> items, ToIntFunction<T> classOf, int count) {
        SortedMap<Integer, List<T>> byClass = new TreeMap<>();
        items.forEach(item -> byClass.computeIfAbsent(classOf.applyAsInt(item), unused -> new ArrayList<>())
                .add(item));
        List<List<T>> classes = evenly(List.copyOf(byClass.values()), count);
        List<T> chosen = new ArrayList<>();
        int wanted = Math.min(count, items.size());
        for (int place = 0; chosen.size() < wanted; place++) {
            for (List<T> ofClass : classes) {
                if (place < ofClass.size() && chosen.size() < wanted) {
                    chosen.add(ofClass.get(place));
                }
            }
        }
        return chosen;
    }

    /** At most {@code count} of {@code all}, at equal distances: of files in order of their names, some of each class. */
    public static <T> List<T> evenly(List<T> all, int count) {
        if (all.size() <= count) {
            return all;
        }
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }
}
