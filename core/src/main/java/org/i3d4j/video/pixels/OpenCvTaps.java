package org.i3d4j.video.pixels;

import java.util.function.IntToDoubleFunction;

/**
 * Which pixels of a side make a pixel of the scaled one, with what weights: as OpenCV's {@code resize} has them for 8 bit
 * images. The edges' pixels go on beyond them.
 */
final class OpenCvTaps {
    /** OpenCV's INTER_RESIZE_COEF_BITS. */
    static final int WEIGHT_BITS = 11;

    /** How far taps go over the edges. */
    static final int MARGIN = 2;

    private static final int UNIT = 1 << WEIGHT_BITS;

    /** The free parameter of cubic convolution, in OpenCV. */
    private static final float CUBIC_A = -0.75f;

    private final int[] first;
    private final int[][] weights;

    private OpenCvTaps(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** The pixel at the same share of the side. */
    static OpenCvTaps nearest(int from, int to) {
        double scale = scale(from, to);
        return of(to, 1, place -> Math.min(Math.floor(place * scale), from - 1));
    }

    /** The two pixels around the same place, counted between middles of pixels. */
    static OpenCvTaps linear(int from, int to) {
        return of(to, 2, middle(from, to));
    }

    /** The two pixels that a pixel of a larger side covers, by how much. */
    static OpenCvTaps area(int from, int to) {
        double scale = scale(from, to);
        double inverse = (double) to / from;
        return of(to, 2, place -> {
            double pixel = Math.floor(place * scale);
            float beyond = (float) (place + 1 - (pixel + 1) * inverse);
            return pixel + (beyond <= 0 ? 0 : beyond - Math.floor(beyond));
        });
    }

    /** The four pixels around the same place. */
    static OpenCvTaps cubic(int from, int to) {
        return of(to, 4, middle(from, to));
    }

    private static double scale(int from, int to) {
        return 1 / ((double) to / from);
    }

    private static IntToDoubleFunction middle(int from, int to) {
        double scale = scale(from, to);
        return place -> (float) ((place + 0.5) * scale - 0.5);
    }

    /** Taps around positions in the old side: the pixel and, as fraction, how far towards the next. */
    private static OpenCvTaps of(int to, int taps, IntToDoubleFunction position) {
        int[] first = new int[to];
        int[][] weights = new int[taps][to];
        for (int place = 0; place < to; place++) {
            double at = position.applyAsDouble(place);
            double pixel = Math.floor(at);
            first[place] = (int) pixel - (taps - 1) / 2;
            float[] shares = shares(taps, (float) (at - pixel));
            for (int tap = 0; tap < taps; tap++) {
                weights[tap][place] = (int) Math.rint(shares[tap] * UNIT);
            }
        }
        return new OpenCvTaps(first, weights);
    }

    private static float[] shares(int taps, float fraction) {
        return switch (taps) {
            case 1 -> new float[] {1};
            case 2 -> new float[] {1 - fraction, fraction};
            default -> cubic(fraction);
        };
    }

    /** R. Keys, Cubic convolution interpolation for digital image processing, 1981. */
    private static float[] cubic(float x) {
        float before = ((CUBIC_A * (x + 1) - 5 * CUBIC_A) * (x + 1) + 8 * CUBIC_A) * (x + 1) - 4 * CUBIC_A;
        float near = ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1;
        float next = ((CUBIC_A + 2) * (1 - x) - (CUBIC_A + 3)) * (1 - x) * (1 - x) + 1;
        return new float[] {before, near, next, 1 - before - near - next};
    }

    /**
     * The first pixel by place in the scaled side: at least {@code -MARGIN}, its last tap below the side's end plus
     * {@code MARGIN}. Not a copy.
     */
    int[] first() {
        return first;
    }

    /** Weights by tap, then by place, in units of 2^-11; they sum to one. Not a copy. */
    int[][] weights() {
        return weights;
    }
}
