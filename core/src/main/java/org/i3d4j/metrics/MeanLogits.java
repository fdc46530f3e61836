package org.i3d4j.metrics;

import java.util.List;

/** The mean of the logits of several clips of one video, each with its weight; summed in float64. */
public final class MeanLogits {
    private final double[] sums;
    private double weights;

    /** Of no clip yet. */
    public MeanLogits(int classes) {
        sums = new double[classes];
    }

    /**
     * Of clips of equal weight.
     *
     * @param clips logits of each, at least one, one value per class
     */
    public static float[] of(List<float[]> clips) {
        MeanLogits mean = new MeanLogits(clips.get(0).length);
        clips.forEach(logits -> mean.add(logits, 1));
        return mean.values();
    }

    /**
     * Takes a clip in.
     *
     * @param logits one value per class
     * @param weight above 0, as its length
     */
    public void add(float[] logits, double weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += logits[i] * weight;
        }
        weights += weight;
    }

    /** The mean of those taken in, at least one; the caller's. */
    public float[] values() {
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / weights);
        }
        return mean;
    }
}
