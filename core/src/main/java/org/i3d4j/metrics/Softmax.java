package org.i3d4j.metrics;

/** Class scores as probabilities. */
public final class Softmax {
    private Softmax() {}

    /** exp(score), scaled to sum 1. */
    public static double[] of(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** -log of the probability of {@code label}: the cross-entropy of one sample. */
    public static double crossEntropy(float[] scores, int label) {
        return -Math.log(Math.max(of(scores)[label], Double.MIN_NORMAL));
    }
}
