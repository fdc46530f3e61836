package org.i3d4j.video.pixels;

/** Weights of one side's scaling: which places of the old side make a place of the new one. */
final class FilterTaps {
    private static final int WEIGHT_BITS = 22;

    private final int[] first;
    private final int[][] weights;

    private FilterTaps(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** The triangle filter between sides of {@code from} and {@code to} pixels, at least 1. */
    static FilterTaps of(int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        int[] first = new int[to];
        int[][] weights = new int[to][];
        for (int place = 0; place < to; place++) {
            double center = (place + 0.5) * scale;
            first[place] = (int) Math.max(center - support + 0.5, 0);
            int end = (int) Math.min(center + support + 0.5, from);
            weights[place] = triangle(first[place], end, center, support);
        }
        return new FilterTaps(first, weights);
    }

    /** Weights that sum to one, in units of 2^-22. */
    private static int[] triangle(int first, int end, double center, double support) {
        double[] shares = new double[end - first];
        double sum = 0;
        for (int tap = 0; tap < shares.length; tap++) {
            shares[tap] = Math.max(1 - Math.abs((first + tap - center + 0.5) / support), 0);
            sum += shares[tap];
        }
        int[] weights = new int[shares.length];
        for (int tap = 0; tap < shares.length; tap++) {
            weights[tap] = (int) Math.rint(shares[tap] / sum * (1 << WEIGHT_BITS));
        }
        return weights;
    }

    /** Places of the new side. */
    int size() {
        return first.length;
    }

    /**
     * Scales one line of cells, each {@code cellBytes} long.
     *
     * @param fromStep bytes from one cell of the old line to the next
     * @param toStep bytes from one cell of the new line to the next
     */
    void apply(byte[] from, int fromStart, int fromStep, int cellBytes, byte[] to, int toStart, int toStep) {
        for (int place = 0; place < first.length; place++) {
            int[] taps = weights[place];
            int source = fromStart + first[place] * fromStep;
            int target = toStart + place * toStep;
            for (int cell = 0; cell < cellBytes; cell++) {
                int sum = 1 << (WEIGHT_BITS - 1);
                for (int tap = 0, i = source + cell; tap < taps.length; tap++, i += fromStep) {
                    sum += taps[tap] * (from[i] & 0xff);
                }
                to[target + cell] = (byte) Math.min(sum >>> WEIGHT_BITS, 255);
            }
        }
    }
}
