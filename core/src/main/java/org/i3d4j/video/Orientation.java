package org.i3d4j.video;

import java.nio.ByteBuffer;

/**
 * How a decoded frame is turned and mirrored for display: the pixel at (x, y) moves to (xx*x + yx*y, xy*x + yy*y), up to
 * the shift that makes all coordinates non-negative. One of the eight symmetries of a rectangle.
 */
record Orientation(int xx, int xy, int yx, int yy) {
    static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

    /** 1.0 in the 16.16 fixed point of display matrices. */
    private static final int ONE = 1 << 16;

    Orientation {
        boolean straight = Math.abs(xx) == 1 && Math.abs(yy) == 1 && xy == 0 && yx == 0;
        boolean swapped = Math.abs(xy) == 1 && Math.abs(yx) == 1 && xx == 0 && yy == 0;
        if (!straight && !swapped) {
            throw new IllegalArgumentException("not a quarter turn: " + xx + " " + xy + " " + yx + " " + yy);
        }
    }

    /**
     * Reads the display matrix of a stream (ISO/IEC 14496-12, 8.3.2: a b u, c d v, x y w). Anything but quarter turns
     * and mirror images, such as scaling or a turn by 45 degrees, leaves the frame as it is.
     */
    static Orientation ofDisplayMatrix(int a, int b, int c, int d) {
        boolean straight = Math.abs(a) == ONE && Math.abs(d) == ONE && b == 0 && c == 0;
        boolean swapped = Math.abs(b) == ONE && Math.abs(c) == ONE && a == 0 && d == 0;
        if (!straight && !swapped) {
            return UPRIGHT;
        }
        return new Orientation(a / ONE, b / ONE, c / ONE, d / ONE);
    }

    /** Clockwise degrees that the picture's top edge, or with a mirror image its left edge, is turned by. */
    int rotationDegrees() {
        if (xy == 0) {
            return yy == 1 ? 0 : 180;
        }
        return yx == -1 ? 90 : 270;
    }

    boolean swapsSides() {
        return xy != 0;
    }

    /**
     * Moves RGB pixels to where they are displayed.
     *
     * @param source H,W,C with {@code stride} bytes from row to row
     * @param width  of the source, pixels
     * @param height of the source, pixels
     * @param target H,W,C packed, as displayed
     */
    void place(ByteBuffer source, int stride, int width, int height, ByteBuffer target) {
        int targetWidth = swapsSides() ? height : width;
        int left = (xx < 0 ? width - 1 : 0) + (yx < 0 ? height - 1 : 0);
        int top = (xy < 0 ? width - 1 : 0) + (yy < 0 ? height - 1 : 0);
        int step = 3 * (xy * targetWidth + xx);
        for (int y = 0; y < height; y++) {
            int to = 3 * ((top + yy * y) * targetWidth + left + yx * y);
            if (step == 3) {
                target.put(to, source, y * stride, 3 * width);
            } else {
                placeRow(source, y * stride, width, target, to, step);
            }
        }
    }

    private static void placeRow(ByteBuffer source, int from, int width, ByteBuffer target, int to, int step) {
        for (int x = 0; x < width; x++) {
            int pixel = from + 3 * x;
            int place = to + step * x;
            target.put(place, source.get(pixel));
            target.put(place + 1, source.get(pixel + 1));
            target.put(place + 2, source.get(pixel + 2));
        }
    }
}
