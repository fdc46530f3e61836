package org.i3d4j.metrics;

/** Class scores as probabilities. */
public final class Softmax {
    private Softmax() {}

    /** exp(score), scaled to sum 1. */
    public static double[] of(float[] scores) {
        double largest = largest(scores);
        double sum = sumOfExponentials(scores, largest);
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - largest) / sum;
        }
        return probabilities;
    }

    /** -log of the probability of {@code label}, exact also where that probability rounds to 0: the cross-entropy. */
    public static double crossEntropy(float[] scores, int label) {
        double largest = largest(scores);
        return largest - scores[label] + Math.log(sumOfExponentials(scores, largest));
    }

    private static double largest(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        return largest;
    }

    /** Of the distances to {@code largest}, so that none overflows. */
    private static double sumOfExponentials(float[] scores, double largest) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - largest);
        }
        return sum;
    }
}
