package org.i3d4j.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Average precision of each class over samples that can have several: the precision at each threshold, weighted by the
 * recall it adds. Equal scores are one threshold.
 */
public final class MeanAveragePrecision {
    private final int classes;
    private final List<Judged> samples = new ArrayList<>();

    private static final class Judged {
        private final float[] scores;
        private final List<Integer> labels;

        Judged(float[] scores, List<Integer> labels) {
            this.scores = scores.clone();
            this.labels = List.copyOf(labels);
        }
    }

    public MeanAveragePrecision(int classes) {
        this.classes = classes;
    }

    /**
     * Counts one sample.
     *
     * @param scores one per class; copied
     * @param labels the classes that occur
     * @throws IllegalArgumentException for another number of scores
     */
    public void add(float[] scores, List<Integer> labels) {
        if (scores.length != classes) {
            throw new IllegalArgumentException(scores.length + " scores for " + classes + " classes");
        }
        samples.add(new Judged(scores, labels));
    }

    /** Mean over the classes that occur, in [0, 1]; NaN if none does. */
    public double mean() {
        return IntStream.range(0, classes)
                .mapToObj(this::ofClass)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(Double.NaN);
    }

    /** Of one class, in [0, 1]; empty if it does not occur. */
    public OptionalDouble ofClass(int index) {
        List<Judged> ranked = samples.stream()
                .sorted(Comparator.comparingDouble((Judged sample) -> sample.scores[index])
                        .reversed())
                .toList();
        long positives =
                ranked.stream().filter(sample -> sample.labels.contains(index)).count();
        double sum = 0;
        long found = 0;
        long foundBefore = 0;
        for (int rank = 0; rank < ranked.size(); rank++) {
            found += ranked.get(rank).labels.contains(index) ? 1 : 0;
            boolean threshold =
                    rank + 1 == ranked.size() || ranked.get(rank + 1).scores[index] != ranked.get(rank).scores[index];
            if (threshold) {
                sum += (double) (found - foundBefore) * found / (rank + 1);
                foundBefore = found;
            }
        }
        return positives == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / positives);
    }

    /** Classes that occur. */
    public int classesWithPositives() {
        return (int) IntStream.range(0, classes)
                .filter(index -> ofClass(index).isPresent())
                .count();
    }
}
