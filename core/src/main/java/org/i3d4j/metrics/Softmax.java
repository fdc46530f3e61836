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

    /** Logarithms of {@link #of}, exact also where a probability rounds to 0. */
    static double[] logOf(float[] scores) {
        double largest = largest(scores);
        double logOfSum = Math.log(sumOfExponentials(scores, largest));
        double[] logarithms = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logarithms[i] = scores[i] - largest - logOfSum;
        }
        return logarithms;
    }

    /** log(exp(a) + exp(b)), exact also where both exponentials round to 0. */
    static double logOfSum(double a, double b) {
        double larger = Math.max(a, b);
        return Double.isInfinite(larger) ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
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
