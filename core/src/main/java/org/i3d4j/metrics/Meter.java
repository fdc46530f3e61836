package org.i3d4j.metrics;

/** A running mean, as of the loss over an epoch. */
public final class Meter {
    private double sum;
    private long count;

    /**
     * Adds a mean over {@code samples} samples.
     *
     * @throws IllegalArgumentException if there are fewer than 1
     */
    public void add(double mean, long samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("a mean over " + samples + " samples");
        }
        sum += mean * samples;
        count += samples;
    }

    /** Mean over all samples; NaN without any. */
    public double mean() {
        return sum / count;
    }

    public long count() {
        return count;
    }

    /** Forgets everything. */
    public void reset() {
        sum = 0;
        count = 0;
    }
}
