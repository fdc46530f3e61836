package org.i3d4j.video.pixels;

import org.i3d4j.error.ShapeException;

/** A small frame on the heap that operations change in place: uint8 H,W,3. Two buffers, for those that read neighbours. */
public final class RgbFrame {
    static final int CHANNELS = 3;

    private final int height;
    private final int width;
    private byte[] pixels;
    private byte[] spare;

    /**
     * Takes memory for a frame, all black.
     *
     * @throws ShapeException if a side is below 1 or the frame is too large for an array
     */
    public RgbFrame(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width * CHANNELS > Integer.MAX_VALUE - 8) {
            throw new ShapeException("a frame of " + height + "x" + width + " (height x width) can't be held");
        }
        this.height = height;
        this.width = width;
        this.pixels = new byte[height * width * CHANNELS];
        this.spare = new byte[pixels.length];
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The pixels, H,W,3, to read and write; another array after an operation. */
    public byte[] pixels() {
        return pixels;
    }

    /** As many bytes to write a changed picture to, contents undefined; {@link #swap} makes them the frame. */
    byte[] spare() {
        return spare;
    }

    void swap() {
        byte[] changed = spare;
        spare = pixels;
        pixels = changed;
    }

    /** Mirrors the frame left to right. */
    public void mirror() {
        int rowBytes = width * CHANNELS;
        for (int row = 0; row < pixels.length; row += rowBytes) {
            for (int left = row, right = row + rowBytes - CHANNELS; left < right; left += CHANNELS, right -= CHANNELS) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    byte kept = pixels[left + channel];
                    pixels[left + channel] = pixels[right + channel];
                    pixels[right + channel] = kept;
                }
            }
        }
    }
}
