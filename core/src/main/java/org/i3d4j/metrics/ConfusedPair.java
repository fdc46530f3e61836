package org.i3d4j.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A mistake by its classes.
 *
 * @param trueClass what the samples are
 * @param predictedClass what they were taken for
 * @param count number of these samples, at least 1
 * @param share of the samples of {@code trueClass}, in (0, 1]
 */
public record ConfusedPair(int trueClass, int predictedClass, long count, double share) {
    private static final Comparator<ConfusedPair> MOST_FREQUENT_FIRST = Comparator.comparingLong(ConfusedPair::count)
            .thenComparingDouble(ConfusedPair::share)
            .reversed()
            .thenComparingInt(ConfusedPair::trueClass)
            .thenComparingInt(ConfusedPair::predictedClass);

    public ConfusedPair {
        if (count < 1 || trueClass == predictedClass) {
            throw new IllegalArgumentException("class " + trueClass + " taken for " + predictedClass + " " + count
                    + " times; expected two classes and at least once");
        }
    }

    /** All pairs that were confused, the most frequent first; of equally frequent ones, those of the rarer class. */
    public static List<ConfusedPair> of(ConfusionMatrix matrix) {
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int truth = 0; truth < matrix.classes(); truth++) {
            pairs.addAll(of(matrix, truth));
        }
        pairs.sort(MOST_FREQUENT_FIRST);
        return pairs;
    }

    /** What samples of {@code trueClass} were wrongly taken for, the most frequent first. */
    public static List<ConfusedPair> of(ConfusionMatrix matrix, int trueClass) {
        long support = matrix.support(trueClass);
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
            long count = matrix.count(trueClass, predicted);
            if (count > 0 && predicted != trueClass) {
                pairs.add(new ConfusedPair(trueClass, predicted, count, (double) count / support));
            }
        }
        pairs.sort(MOST_FREQUENT_FIRST);
        return pairs;
    }
}
