package org.i3d4j.metrics;

import java.util.List;

/** Class scores as probabilities of their own, as where a video can have several classes or none. */
public final class Sigmoid {
    private Sigmoid() {}

    /** 1 / (1 + exp(-score)) of each score, in [0, 1]. */
    public static double[] of(float[] scores) {
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-scores[i]));
        }
        return probabilities;
    }

    /** log(1 / (1 + exp(-score))), exact also where that probability rounds to 0 or 1. */
    static double logOf(double score) {
        return Math.min(score, 0) - Math.log1p(Math.exp(-Math.abs(score)));
    }

    /**
     * The binary cross-entropy, averaged over the classes.
     *
     * @param labels the classes that occur; all others don't
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public static double crossEntropy(float[] scores, List<Integer> labels) {
        double sum = 0;
        for (float score : scores) {
            sum -= logOf(-score);
        }
        for (int label : labels) {
            // -log p instead of -log(1 - p); the logit is the difference of the two.
            sum -= scores[label];
        }
        return sum / scores.length;
    }
}
