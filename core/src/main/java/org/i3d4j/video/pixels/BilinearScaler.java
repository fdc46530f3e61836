package org.i3d4j.video.pixels;

import org.i3d4j.error.ShapeException;

/**
 * Scales frames from one size to another, along rows, then along columns, each rounded to bytes. The triangle filter
 * widens when a side shrinks, so that all pixels count, as in Pillow's BILINEAR and torchvision's antialiased resize.
 * Keeps its memory for the next frame; for one thread.
 */
public final class BilinearScaler {
    private final int fromWidth;
    private final int channels;
    private final FilterTaps across;
    private final FilterTaps down;
    private final byte[] narrowed;

    /**
     * Prepares a scaling.
     *
     * @throws ShapeException if a side is below 1
     */
    public BilinearScaler(int fromHeight, int fromWidth, int toHeight, int toWidth, int channels) {
        if (Math.min(Math.min(fromHeight, fromWidth), Math.min(toHeight, toWidth)) < 1) {
            throw new ShapeException("a frame of " + fromHeight + "x" + fromWidth + " can't be scaled to " + toHeight
                    + "x" + toWidth + " (height x width)");
        }
        this.fromWidth = fromWidth;
        this.channels = channels;
        this.across = FilterTaps.of(fromWidth, toWidth);
        this.down = FilterTaps.of(fromHeight, toHeight);
        this.narrowed = new byte[Math.multiplyExact(Math.multiplyExact(fromHeight, toWidth), channels)];
    }

    /** Scales a frame, H,W,C of the one size, into {@code to}, H,W,C of the other. */
    public void scale(byte[] from, byte[] to) {
        int rowBytes = across.size() * channels;
        for (int row = 0; row * rowBytes < narrowed.length; row++) {
            across.apply(from, row * fromWidth * channels, channels, channels, narrowed, row * rowBytes, channels);
        }
        down.apply(narrowed, 0, rowBytes, rowBytes, to, 0, rowBytes);
    }
}
