package org.i3d4j.video.scaling;

/**
 * How a decoded frame is turned and mirrored for display: the pixel at (x, y) moves to (xx*x + yx*y, xy*x + yy*y), up to
 * the shift that makes all coordinates non-negative. One of the eight symmetries of a rectangle.
 */
public record Orientation(int xx, int xy, int yx, int yy) {
    public static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

    /** 1.0 in the 16.16 fixed point of display matrices. */
    private static final int ONE = 1 << 16;

    public Orientation {
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
    public static Orientation ofDisplayMatrix(int a, int b, int c, int d) {
        boolean straight = Math.abs(a) == ONE && Math.abs(d) == ONE && b == 0 && c == 0;
        boolean swapped = Math.abs(b) == ONE && Math.abs(c) == ONE && a == 0 && d == 0;
        if (!straight && !swapped) {
            return UPRIGHT;
        }
        return new Orientation(a / ONE, b / ONE, c / ONE, d / ONE);
    }

    /** Clockwise degrees that the picture's top edge, or with a mirror image its left edge, is turned by. */
    public int rotationDegrees() {
        if (xy == 0) {
            return yy == 1 ? 0 : 180;
        }
        return yx == -1 ? 90 : 270;
    }

    public boolean swapsSides() {
        return xy != 0;
    }

    /**
     * Where the pixel displayed at (x, y) lies in a decoded plane: at {@code start + x * across + y * down}.
     */
    record Walk(int start, int across, int down) {}

    /**
     * How to go through a decoded plane in order of display.
     *
     * @param width  of the plane, pixels
     * @param height of the plane, pixels
     * @param stride bytes from row to row
     */
    Walk walk(int width, int height, int stride) {
        int shiftX = (xx < 0 ? width - 1 : 0) + (yx < 0 ? height - 1 : 0);
        int shiftY = (xy < 0 ? width - 1 : 0) + (yy < 0 ? height - 1 : 0);
        // The inverse of a turn or mirror image is its transpose.
        int firstX = -xx * shiftX - xy * shiftY;
        int firstY = -yx * shiftX - yy * shiftY;
        return new Walk(firstX + firstY * stride, xx + yx * stride, xy + yy * stride);
    }
}
