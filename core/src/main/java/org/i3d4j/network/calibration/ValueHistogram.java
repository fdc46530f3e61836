package org.i3d4j.network.calibration;

import java.util.Arrays;
import org.i3d4j.error.WeightsException;

/**
 * How often values of which size come, signs left aside: zeros, and the others in bins of equal width. When a value comes that
 * is too large, bins are merged two by two; nothing depends on the order of the values.
 */
public final class ValueHistogram {
    private static final int BINS = 4096;

    private final long[] counts = new long[BINS];
    /** A power of two: so the bins of a doubled range are exactly pairs of the former ones. */
    private double range = 0x1p-30;

    private long zeros;
    private float largest;

    /**
     * Counts values.
     *
     * @throws WeightsException if one is not finite
     */
    public void add(float... values) {
        double binsPerUnit = BINS / range;
        for (float value : values) {
            float magnitude = Math.abs(value);
            if (magnitude == 0) {
                zeros++;
                continue;
            }
            // Also true of what is not a number.
            if (!(magnitude < range)) {
                widen(magnitude);
                binsPerUnit = BINS / range;
            }
            counts[(int) (magnitude * binsPerUnit)]++;
            largest = Math.max(largest, magnitude);
        }
    }

    private void widen(float magnitude) {
        if (!Float.isFinite(magnitude)) {
            throw new WeightsException("the network puts out values that are not finite; it can't be calibrated");
        }
        while (magnitude >= range) {
            for (int bin = 0; bin < BINS / 2; bin++) {
                counts[bin] = counts[2 * bin] + counts[2 * bin + 1];
            }
            Arrays.fill(counts, BINS / 2, BINS, 0);
            range *= 2;
        }
    }

    /** Values counted, zeros among them. */
    public long count() {
        return zeros + Arrays.stream(counts).sum();
    }

    /** The largest value; 0 if there was none but zeros. */
    public float largest() {
        return largest;
    }

    /** Width of a bin. */
    public double binWidth() {
        return range / BINS;
    }

    /** How many values above 0 lie in each bin, up to the one with the largest; a copy. */
    public long[] counts() {
        return largest == 0 ? new long[0] : Arrays.copyOf(counts, (int) (largest / binWidth()) + 1);
    }
}
