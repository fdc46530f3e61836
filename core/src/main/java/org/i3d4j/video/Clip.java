package org.i3d4j.video;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.ShapeException;

/**
 * Frames of one video: uint8 T,H,W,C outside the Java heap, rows packed. The owner closes it; a closed clip must not be
 * touched. Not safe for use by several threads at a time.
 */
public final class Clip implements AutoCloseable {
    private final BytePointer pixels;
    private final int frames;
    private final int height;
    private final int width;
    private final int channels;

    private Clip(int frames, int height, int width, int channels) {
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = new BytePointer((long) frames * frameBytes());
    }

    /**
     * Takes memory for a clip of RGB frames, its contents undefined.
     *
     * @throws ShapeException if a side is below 1
     */
    public static Clip allocate(int frames, int height, int width) {
        return allocate(frames, height, width, 3);
    }

    /** Takes memory for a clip with any number of channels. */
    public static Clip allocate(int frames, int height, int width, int channels) {
        if (frames < 1 || height < 1 || width < 1 || channels < 1) {
            throw new ShapeException("a clip of " + frames + "x" + height + "x" + width + "x" + channels
                    + " (frames x height x width x channels) has a side below 1");
        }
        return new Clip(frames, height, width, channels);
    }

    public int frames() {
        return frames;
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

    /** Bytes of one frame. */
    public int frameBytes() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** The pixels of frame {@code frame}, H,W,C; a view that lives as long as this clip. */
    public ByteBuffer frame(int frame) {
        return framePointer(frame).asByteBuffer();
    }

    /** The address of frame {@code frame}, with its size as capacity; a view that lives as long as this clip. */
    public BytePointer framePointer(int frame) {
        if (frame < 0 || frame >= frames) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
        }
        long start = (long) frame * frameBytes();
        return pixels.getPointer(start).capacity(frameBytes());
    }

    @Override
    public void close() {
        pixels.close();
    }
}
