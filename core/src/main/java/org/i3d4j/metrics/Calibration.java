package org.i3d4j.metrics;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Whether confidences are what they claim to be: of the predictions made with 80 % confidence, 80 % should be right.
 * Predictions are put into bins of equal width by their confidence; bin m of M holds those in ((m-1)/M, m/M], the first
 * also 0 (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 2).
 */
public final class Calibration {
    private final long[] samples;
    private final long[] correct;
    private final double[] confidence;
    private long undefined;

    /**
     * The predictions of one bin.
     *
     * @param lower confidence it begins above
     * @param upper the greatest confidence in it
     * @param samples number of predictions
     * @param meanConfidence of these; NaN without any
     * @param accuracy share of these that are right; NaN without any
     */
    public record Bin(double lower, double upper, long samples, double meanConfidence, double accuracy) {
        /** How much more, on average, was claimed than kept; NaN without predictions. */
        public double gap() {
            return meanConfidence - accuracy;
        }
    }

    /** @throws IllegalArgumentException if there is no bin */
    public Calibration(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("a calibration of " + bins + " bins");
        }
        samples = new long[bins];
        correct = new long[bins];
        confidence = new double[bins];
    }

    /**
     * Counts one prediction.
     *
     * @param confidence probability given to what was predicted, in [0, 1]; NaN, as a diverged network gives it, makes
     *     the error undefined
     * @throws IllegalArgumentException for another confidence
     */
    public void add(double confidence, boolean isCorrect) {
        if (Double.isNaN(confidence)) {
            undefined++;
            return;
        }
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("a confidence of " + confidence + "; expected 0 to 1");
        }
        int bin = Math.max(0, (int) Math.ceil(confidence * samples.length) - 1);
        samples[bin]++;
        correct[bin] += isCorrect ? 1 : 0;
        this.confidence[bin] += confidence;
    }

    /** All bins, by confidence. */
    public List<Bin> bins() {
        return IntStream.range(0, samples.length).mapToObj(this::bin).toList();
    }

    private Bin bin(int index) {
        return new Bin(
                (double) index / samples.length,
                (double) (index + 1) / samples.length,
                samples[index],
                confidence[index] / samples[index],
                (double) correct[index] / samples[index]);
    }

    /** Predictions so far. */
    public long samples() {
        return LongStream.of(samples).sum() + undefined;
    }

    /**
     * The expected calibration error: |mean confidence - accuracy| averaged over the bins by their number of predictions,
     * in [0, 1]; NaN without predictions or if one's confidence was.
     */
    public double expectedError() {
        if (undefined > 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (Bin bin : bins()) {
            sum += bin.samples() == 0 ? 0 : bin.samples() * Math.abs(bin.gap());
        }
        return sum / samples();
    }
}
