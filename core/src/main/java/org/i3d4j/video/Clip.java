package org.i3d4j.video;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.memory.MachineMemory;

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

    private Clip(BytePointer pixels, int frames, int height, int width, int channels) {
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = pixels;
    }

    /**
     * Takes memory for a clip of RGB frames, its contents undefined.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocate(int frames, int height, int width) {
        return allocate(frames, height, width, 3);
    }

    /**
     * Takes memory for a clip with any number of channels.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocate(int frames, int height, int width, int channels) {
        if (frames < 1 || height < 1 || width < 1 || channels < 1) {
            throw new ShapeException("a clip of " + frames + "x" + height + "x" + width + "x" + channels
                    + " (frames x height x width x channels) has a side below 1");
        }
        String what = "a clip of " + frames + "x" + height + "x" + width + "x" + channels
                + " bytes (frames x height x width x channels)";
        double frameBytes = (double) height * width * channels;
        if (frameBytes > Integer.MAX_VALUE) {
            throw new ShapeException(what + " has frames above 2 GiB; make them smaller");
        }
        MachineMemory.require(frames * frameBytes, what);
        try {
            return new Clip(new BytePointer((long) (frames * frameBytes)), frames, height, width, channels);
        } catch (OutOfMemoryError e) {
            throw MachineMemory.refused(frames * frameBytes, what, e);
        }
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
