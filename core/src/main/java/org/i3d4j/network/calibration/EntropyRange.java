package org.i3d4j.network.calibration;

/**
 * The range in which the distribution of the integers tells least wrong about that of the values, in the sense of Kullback and
 * Leibler (S. Migacz, 8-bit Inference with TensorRT, GTC 2017). Zeros, which every range represents exactly, are left out.
 */
record EntropyRange() implements RangeRule {
    private static final int STEP_BINS = 16;
    /** Stands for the share of a bin that holds nothing but what saturated. */
    private static final double NEARLY_NONE = 1e-4;

    @Override
    public float rangeOf(ValueHistogram values, int levels) {
        long[] counts = values.counts();
        int nearest = counts.length;
        double least = divergence(counts, counts.length, levels);
        for (int bins = levels; bins < counts.length; bins += STEP_BINS) {
            double divergence = divergence(counts, bins, levels);
            if (divergence < least) {
                least = divergence;
                nearest = bins;
            }
        }
        return (float) Math.min(values.largest(), nearest * values.binWidth());
    }

    /** Of the values, those above the range counted to its last bin, from the first {@code bins} of them as integers. */
    private static double divergence(long[] counts, int bins, int levels) {
        double inside = sum(counts, 0, bins);
        double outside = sum(counts, bins, counts.length);
        if (inside == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double divergence = 0;
        for (int level = 0; level < levels; level++) {
            int from = (int) ((long) level * bins / levels);
            int to = (int) ((long) (level + 1) * bins / levels);
            double alike = sum(counts, from, to) / Math.max(1, occupied(counts, from, to)) / inside;
            for (int bin = from; bin < to; bin++) {
                double share = (counts[bin] + (bin == bins - 1 ? outside : 0)) / (inside + outside);
                divergence += share == 0 ? 0 : share * Math.log(share / (counts[bin] == 0 ? NEARLY_NONE : alike));
            }
        }
        return divergence;
    }

    private static double sum(long[] counts, int from, int to) {
        long sum = 0;
        for (int bin = from; bin < to; bin++) {
            sum += counts[bin];
        }
        return (double) sum;
    }

    private static long occupied(long[] counts, int from, int to) {
        long occupied = 0;
        for (int bin = from; bin < to; bin++) {
            occupied += counts[bin] == 0 ? 0 : 1;
        }
        return occupied;
    }
}
