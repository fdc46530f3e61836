package org.i3d4j.video.pixels;

import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Modality;

/** A small frame on the heap that operations change in place: uint8 H,W,C. Two buffers, for those that read neighbours. */
public final class PixelFrame {
    static final int RGB = Modality.RGB.channels();

    private final int height;
    private final int width;
    private final int channels;
    private byte[] pixels;
    private byte[] spare;

    /**
     * Takes memory for a frame, all 0.
     *
     * @throws ShapeException if a side is below 1 or the frame is too large for an array
     */
    public PixelFrame(int height, int width, int channels) {
        if (height < 1 || width < 1 || channels < 1 || (long) height * width * channels > Integer.MAX_VALUE - 8) {
            throw new ShapeException("a frame of " + height + "x" + width + "x" + channels
                    + " (height x width x channels) can't be held");
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = new byte[height * width * channels];
        this.spare = new byte[pixels.length];
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int channels() {
        return channels;
    }

    /** The pixels, H,W,C, to read and write; another array after an operation. */
    public byte[] pixels() {
        return pixels;
    }

    /**
     * The pixels of a frame that has colours.
     *
     * @throws ShapeException if it is none of RGB
     */
    byte[] rgb() {
        if (channels != RGB) {
            throw new ShapeException("colours can't be changed in frames of " + Modality.words(channels));
        }
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
        int rowBytes = width * channels;
        for (int row = 0; row < pixels.length; row += rowBytes) {
            for (int left = row, right = row + rowBytes - channels; left < right; left += channels, right -= channels) {
                for (int channel = 0; channel < channels; channel++) {
                    byte kept = pixels[left + channel];
                    pixels[left + channel] = pixels[right + channel];
                    pixels[right + channel] = kept;
                }
            }
        }
    }
}
