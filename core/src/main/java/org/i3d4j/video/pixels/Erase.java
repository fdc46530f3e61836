package org.i3d4j.video.pixels;

import java.util.random.RandomGenerator;

/** Overwrites a box, with the same pixels in every frame; of frames with fewer channels than RGB, with the first of them. */
public final class Erase implements PixelOperation {
    private final int top;
    private final int left;
    private final int boxWidth;
    /** H,W,3. */
    private final byte[] box;

    private Erase(int top, int left, int boxWidth, byte[] box) {
        this.top = top;
        this.left = left;
        this.boxWidth = boxWidth;
        this.box = box;
    }

    /** Fills the box with a colour, its levels in [0, 255]. */
    public static Erase withColor(int top, int left, int height, int width, int red, int green, int blue) {
        byte[] box = new byte[height * width * PixelFrame.RGB];
        for (int pixel = 0; pixel < box.length; pixel += PixelFrame.RGB) {
            box[pixel] = (byte) red;
            box[pixel + 1] = (byte) green;
            box[pixel + 2] = (byte) blue;
        }
        return new Erase(top, left, width, box);
    }

    /** Fills the box with levels that are equally likely, drawn here. */
    public static Erase withNoise(int top, int left, int height, int width, RandomGenerator random) {
        byte[] box = new byte[height * width * PixelFrame.RGB];
        random.nextBytes(box);
        return new Erase(top, left, width, box);
    }

    @Override
    public void apply(PixelFrame frame) {
        int rowBytes = boxWidth * PixelFrame.RGB;
        for (int row = 0; row * rowBytes < box.length; row++) {
            int start = ((top + row) * frame.width() + left) * frame.channels();
            if (frame.channels() == PixelFrame.RGB) {
                System.arraycopy(box, row * rowBytes, frame.pixels(), start, rowBytes);
            } else {
                firstChannels(row * rowBytes, frame, start);
            }
        }
    }

    private void firstChannels(int from, PixelFrame frame, int to) {
        for (int x = 0; x < boxWidth; x++) {
            System.arraycopy(
                    box, from + x * PixelFrame.RGB, frame.pixels(), to + x * frame.channels(), frame.channels());
        }
    }
}
