package org.i3d4j.metrics;

import java.util.Collection;
import java.util.List;

/** The value in the middle. */
public final class Median {
    private Median() {}

    /**
     * The middle one of {@code values}, in whatever order, or the mean of the two in the middle.
     *
     * @param values at least one
     */
    public static double of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
