package org.i3d4j.data.mixing;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** The box that cutmix exchanges, in planes of {@code planeWidth} columns; may be empty. */
record MixBox(int top, int bottom, int left, int right, int planeWidth) {

    /**
     * The box of Yun et al.: sides of sqrt(1 - share) of the frame's around a centre anywhere in the frame, cut off at
     * its borders.
     */
    static MixBox leaving(double share, int height, int width, RandomGenerator random) {
        double side = Math.sqrt(1 - share);
        int halfHeight = (int) (height * side) / 2;
        int halfWidth = (int) (width * side) / 2;
        int centerY = random.nextInt(height);
        int centerX = random.nextInt(width);
        return new MixBox(
                Math.max(centerY - halfHeight, 0),
                Math.min(centerY + halfHeight, height),
                Math.max(centerX - halfWidth, 0),
                Math.min(centerX + halfWidth, width),
                width);
    }

    long area() {
        return (long) (bottom - top) * (right - left);
    }

    /** Swaps the box between two planes, H,W. */
    void exchange(FloatBuffer one, FloatBuffer other) {
        float[] fromOne = new float[right - left];
        float[] fromOther = new float[right - left];
        for (int y = top; y < bottom; y++) {
            int start = y * planeWidth + left;
            one.get(start, fromOne);
            other.get(start, fromOther);
            one.put(start, fromOther);
            other.put(start, fromOne);
        }
    }
}
