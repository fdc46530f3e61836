package org.i3d4j.video.pixels;

import java.util.random.RandomGenerator;

/** Overwrites a box, with the same pixels in every frame. */
public final class Erase implements PixelOperation {
    private final int top;
    private final int left;
    private final int boxWidth;
    private final byte[] box;

    private Erase(int top, int left, int boxWidth, byte[] box) {
        this.top = top;
        this.left = left;
        this.boxWidth = boxWidth;
        this.box = box;
    }

    /** Fills the box with a colour, its levels in [0, 255]. */
    public static Erase withColor(int top, int left, int height, int width, int red, int green, int blue) {
        byte[] box = new byte[height * width * RgbFrame.CHANNELS];
        for (int pixel = 0; pixel < box.length; pixel += RgbFrame.CHANNELS) {
            box[pixel] = (byte) red;
            box[pixel + 1] = (byte) green;
            box[pixel + 2] = (byte) blue;
        }
        return new Erase(top, left, width, box);
    }

    /** Fills the box with levels that are equally likely, drawn here. */
    public static Erase withNoise(int top, int left, int height, int width, RandomGenerator random) {
        byte[] box = new byte[height * width * RgbFrame.CHANNELS];
        random.nextBytes(box);
        return new Erase(top, left, width, box);
    }

    @Override
    public void apply(RgbFrame frame) {
        int rowBytes = boxWidth * RgbFrame.CHANNELS;
        for (int row = 0; row * rowBytes < box.length; row++) {
            int start = ((top + row) * frame.width() + left) * RgbFrame.CHANNELS;
            System.arraycopy(box, row * rowBytes, frame.pixels(), start, rowBytes);
        }
    }
}
