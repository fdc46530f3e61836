package org.i3d4j.video.pixels;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Scales planes of bytes with the arithmetic of OpenCV's {@code resize} for 8 bit images: where it has several, by processor
 * and version, to a level. Keeps its memory for the next plane; for one thread.
 */
public final class OpenCvScaler {
    /** OpenCV's ways that differ from those of {@link BilinearScaler}. */
    public enum Method {
        /** INTER_NEAREST. */
        NEAREST,
        /** INTER_LINEAR. */
        LINEAR,
        /** INTER_AREA where a side grows. */
        AREA,
        /** INTER_CUBIC. */
        CUBIC
    }

    private static final int BITS = OpenCvTaps.WEIGHT_BITS;
    private static final int HALF = 1 << (2 * BITS - 1);
    private static final int MARGIN = OpenCvTaps.MARGIN;

    private final int fromHeight;
    private final int fromWidth;
    private final int toHeight;
    private final int toWidth;
    private final Method method;
    private final OpenCvTaps across;
    private final OpenCvTaps down;
    /** A row of the old plane, its edges' pixels going on. */
    private final byte[] padded;
    /** Rows scaled across, in units of 2^-11: old row {@code y} is in place {@code y} modulo their number. */
    private final int[][] rows;

    private final int[] rowIn;
    private final int[] sums;
    private final byte[] scaled;

    /** Prepares a scaling between sides of at least 1 pixel. */
    public OpenCvScaler(int fromHeight, int fromWidth, int toHeight, int toWidth, Method method) {
        this.fromHeight = fromHeight;
        this.fromWidth = fromWidth;
        this.toHeight = toHeight;
        this.toWidth = toWidth;
        this.method = method;
        this.across = taps(fromWidth, toWidth, method);
        this.down = taps(fromHeight, toHeight, method);
        this.padded = new byte[fromWidth + 2 * MARGIN];
        this.rows = new int[down.weights().length][toWidth];
        this.rowIn = new int[rows.length];
        this.sums = new int[toWidth];
        this.scaled = new byte[toWidth];
    }

    private static OpenCvTaps taps(int from, int to, Method method) {
        return switch (method) {
            case NEAREST -> OpenCvTaps.nearest(from, to);
            case LINEAR -> OpenCvTaps.linear(from, to);
            case AREA -> OpenCvTaps.area(from, to);
            case CUBIC -> OpenCvTaps.cubic(from, to);
        };
    }

    /** Whether this was prepared for such a scaling. */
    public boolean does(int height, int width, int newHeight, int newWidth, Method asked) {
        return height == fromHeight
                && width == fromWidth
                && newHeight == toHeight
                && newWidth == toWidth
                && asked == method;
    }

    /**
     * Scales some rows.
     *
     * @param plane    the whole old plane, rows {@code stride} bytes apart
     * @param firstRow of the new plane
     * @param into     takes {@code count} rows, {@code intoStride} bytes apart
     */
    public void scale(ByteBuffer plane, int stride, int firstRow, int count, ByteBuffer into, int intoStride) {
        Arrays.fill(rowIn, -1);
        for (int i = 0; i < count; i++) {
            int y = firstRow + i;
            int[][] taken = new int[rows.length][];
            for (int tap = 0; tap < taken.length; tap++) {
                int row = Math.min(Math.max(down.first()[y] + tap, 0), fromHeight - 1);
                taken[tap] = row(plane, stride, row);
            }
            blend(taken, y);
            into.put(i * intoStride, scaled);
        }
    }

    /** A row scaled across; a row stays until one that lies a number of taps below is asked for. */
    private int[] row(ByteBuffer plane, int stride, int y) {
        int place = y % rows.length;
        if (rowIn[place] != y) {
            plane.get(y * stride, padded, MARGIN, fromWidth);
            Arrays.fill(padded, 0, MARGIN, padded[MARGIN]);
            Arrays.fill(padded, MARGIN + fromWidth, padded.length, padded[MARGIN + fromWidth - 1]);
            scaleAcross(rows[place]);
            rowIn[place] = y;
        }
        return rows[place];
    }

    private void scaleAcross(int[] row) {
        byte[] from = padded;
        int[] first = across.first();
        int[][] weights = across.weights();
        switch (weights.length) {
            case 1 -> {
                for (int x = 0; x < row.length; x++) {
                    row[x] = from[first[x] + MARGIN] & 0xFF;
                }
            }
            case 2 -> twoTaps(from, first, weights[0], weights[1], row);
            default -> fourTaps(from, first, weights, row);
        }
    }

    private static void twoTaps(byte[] from, int[] first, int[] here, int[] next, int[] row) {
        for (int x = 0; x < row.length; x++) {
            int at = first[x] + MARGIN;
            row[x] = (from[at] & 0xFF) * here[x] + (from[at + 1] & 0xFF) * next[x];
        }
    }

    private static void fourTaps(byte[] from, int[] first, int[][] weights, int[] row) {
        int[] before = weights[0];
        int[] here = weights[1];
        int[] next = weights[2];
        int[] behind = weights[3];
        for (int x = 0; x < row.length; x++) {
            int at = first[x] + MARGIN;
            row[x] = (from[at] & 0xFF) * before[x]
                    + (from[at + 1] & 0xFF) * here[x]
                    + (from[at + 2] & 0xFF) * next[x]
                    + (from[at + 3] & 0xFF) * behind[x];
        }
    }

    /** Row {@code y} of the new plane, of rows scaled across. Loops over numbers alone are vector code. */
    private void blend(int[][] taken, int y) {
        int[][] weights = down.weights();
        switch (taken.length) {
            case 1 -> System.arraycopy(taken[0], 0, sums, 0, sums.length);
            case 2 -> blend(taken[0], weights[0][y], taken[1], weights[1][y]);
            default -> {
                blend(
                        taken[0],
                        weights[0][y],
                        taken[1],
                        weights[1][y],
                        taken[2],
                        weights[2][y],
                        taken[3],
                        weights[3][y]);
            }
        }
        for (int x = 0; x < scaled.length; x++) {
            scaled[x] = (byte) sums[x];
        }
    }

    /** OpenCV's vector code has 16 bits for products; its rounding is part of the result. */
    private void blend(int[] above, int aboveWeight, int[] below, int belowWeight) {
        int[] into = sums;
        for (int x = 0; x < into.length; x++) {
            int fromAbove = ((above[x] >> 4) * aboveWeight) >> 16;
            int fromBelow = ((below[x] >> 4) * belowWeight) >> 16;
            into[x] = (fromAbove + fromBelow + 2) >> 2;
        }
    }

    private void blend(int[] a, int aWeight, int[] b, int bWeight, int[] c, int cWeight, int[] d, int dWeight) {
        int[] into = sums;
        for (int x = 0; x < into.length; x++) {
            int sum = a[x] * aWeight + b[x] * bWeight + c[x] * cWeight + d[x] * dWeight;
            into[x] = Math.min(Math.max((sum + HALF) >> (2 * BITS), 0), 255);
        }
    }
}
