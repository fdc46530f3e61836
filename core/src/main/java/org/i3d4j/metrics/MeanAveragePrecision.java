package org.i3d4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Average precision of each class over videos that can have several, and its mean over classes (mAP). A class ranks all
 * videos by its score; its average precision is the sum of (R_n - R_{n-1}) P_n over the distinct scores from the highest
 * down, with recall R_n and precision P_n of the videos at or above the n-th: videos of equal score count as one step, so
 * their order never matters. This is scikit-learn's {@code average_precision_score}. NaN ranks behind everything.
 */
public final class MeanAveragePrecision {
    private final int classes;
    private final List<float[]> scores = new ArrayList<>();
    private final List<BitSet> labels = new ArrayList<>();

    public MeanAveragePrecision(int classes) {
        this.classes = classes;
    }

    /**
     * Counts one video.
     *
     * @param videoScores one per class; logits or probabilities
     * @param videoLabels the classes that occur in it; may be empty
     * @throws IllegalArgumentException for another number of scores
     * @throws IndexOutOfBoundsException if there is no class of that label
     */
    public void add(float[] videoScores, Collection<Integer> videoLabels) {
        if (videoScores.length != classes) {
            throw new IllegalArgumentException(videoScores.length + " scores for " + classes + " classes");
        }
        BitSet occurring = new BitSet(classes);
        for (int label : videoLabels) {
            if (label < 0 || label >= classes) {
                throw new IndexOutOfBoundsException("class " + label + " of " + classes);
            }
            occurring.set(label);
        }
        scores.add(videoScores.clone());
        labels.add(occurring);
    }

    public int classes() {
        return classes;
    }

    /** Videos so far. */
    public long samples() {
        return scores.size();
    }

    /** Videos in which a class occurs. */
    public int positives(int label) {
        return (int) labels.stream().filter(occurring -> occurring.get(label)).count();
    }

    /** Classes that occur in some video: those whose mean is taken. */
    public int classesWithPositives() {
        return (int) IntStream.range(0, classes)
                .filter(label -> positives(label) > 0)
                .count();
    }

    /** Average precision of a class, in [0, 1]; NaN if it occurs in no video. */
    public double averagePrecision(int label) {
        int positives = positives(label);
        if (positives == 0) {
            return Double.NaN;
        }
        int[] ranked = ranked(label);
        double sum = 0;
        int hits = 0;
        int hitsAbove = 0;
        for (int rank = 0; rank < ranked.length; rank++) {
            hits += labels.get(ranked[rank]).get(label) ? 1 : 0;
            boolean lastOfItsScore =
                    rank + 1 == ranked.length || score(ranked[rank], label) != score(ranked[rank + 1], label);
            if (lastOfItsScore) {
                sum += (double) (hits - hitsAbove) / positives * hits / (rank + 1);
                hitsAbove = hits;
            }
        }
        return sum;
    }

    /** Videos by a class's score, the highest first. */
    private int[] ranked(int label) {
        return IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparing(video -> -score(video, label)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private float score(int video, int label) {
        float score = scores.get(video)[label];
        // Adding 0 turns -0 into 0: they are the same score.
        return Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score + 0f;
    }

    /** Average precision of every class; NaN for those that occur in no video. */
    public double[] perClass() {
        return IntStream.range(0, classes).mapToDouble(this::averagePrecision).toArray();
    }

    /** Mean over the classes that occur, in [0, 1]; NaN if none does. */
    public double mean() {
        return Arrays.stream(perClass())
                .filter(precision -> !Double.isNaN(precision))
                .average()
                .orElse(Double.NaN);
    }
}
