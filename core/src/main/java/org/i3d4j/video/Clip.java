package org.i3d4j.video;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.memory.MachineMemory;

/**
 * Frames of one video: uint8 T,H,W,C with packed rows, or, if planar, T,C,H,W with rows of {@link #rowBytes}. Outside the
 * Java heap; the owner closes it; a closed clip must not be touched. Not safe for use by several threads at a time.
 */
public final class Clip implements AutoCloseable {
    /** What FFmpeg's vector code writes at a time. */
    private static final int ROW_ALIGNMENT_BYTES = 64;

    private final BytePointer pixels;
    private final int frames;
    private final int height;
    private final int width;
    private final int channels;
    private final boolean planar;

    private Clip(BytePointer pixels, int frames, int height, int width, int channels, boolean planar) {
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = pixels;
        this.planar = planar;
    }

    /**
     * Takes memory for a clip of RGB frames, its contents undefined.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocate(int frames, int height, int width) {
        return allocate(frames, height, width, Modality.RGB.channels());
    }

    /**
     * Takes memory for a clip with any number of channels.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocate(int frames, int height, int width, int channels) {
        String what = described(frames, height, width, channels);
        BytePointer memory = memory(frames, (double) height * width * channels, 0, what);
        return new Clip(memory, frames, height, width, channels, false);
    }

    private static String described(int frames, int height, int width, int channels) {
        String shape = "a clip of " + frames + "x" + height + "x" + width + "x" + channels;
        if (frames < 1 || height < 1 || width < 1 || channels < 1) {
            throw new ShapeException(shape + " (frames x height x width x channels) has a side below 1");
        }
        return shape + " bytes (frames x height x width x channels)";
    }

    private static BytePointer memory(int frames, double frameBytes, int moreBytes, String what) {
        if (frameBytes > Integer.MAX_VALUE) {
            throw new ShapeException(what + " has frames above 2 GiB; make them smaller");
        }
        double bytes = frames * frameBytes + moreBytes;
        MachineMemory.require(bytes, what);
        try {
            return new BytePointer((long) bytes);
        } catch (OutOfMemoryError e) {
            throw MachineMemory.refused(bytes, what, e);
        }
    }

    /**
     * Takes memory for a planar clip of RGB frames, its contents undefined.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocatePlanar(int frames, int height, int width) {
        return allocatePlanar(frames, height, width, Modality.RGB.channels());
    }

    /**
     * Takes memory for a planar clip with any number of channels.
     *
     * @throws ShapeException if a side is below 1 or a frame above 2 GiB
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static Clip allocatePlanar(int frames, int height, int width, int channels) {
        String what = described(frames, height, width, channels);
        double frameBytes = (double) channels * height * alignedWidth(width);
        BytePointer memory = memory(frames, frameBytes, ROW_ALIGNMENT_BYTES, what);
        return new Clip(memory, frames, height, width, channels, true);
    }

    /**
     * A planar clip in the memory of this one; empty if that is too small. Only one of them may be in use, and one closed.
     */
    public Optional<Clip> planarView(int viewFrames, int viewHeight, int viewWidth, int viewChannels) {
        long start = -pixels.address() & (ROW_ALIGNMENT_BYTES - 1);
        long bytes = (long) viewFrames * viewChannels * viewHeight * alignedWidth(viewWidth);
        return start + bytes > pixels.capacity()
                ? Optional.empty()
                : Optional.of(new Clip(pixels, viewFrames, viewHeight, viewWidth, viewChannels, true));
    }

    /** Frame {@code frame} as a clip of its own in the memory of this one, which alone is closed. */
    public Clip oneFrame(int frame) {
        return frames == 1 && frame == 0 ? this : new Clip(framePointer(frame), 1, height, width, channels, planar);
    }

    private static int alignedWidth(int width) {
        return Math.addExact(width, ROW_ALIGNMENT_BYTES - 1) / ROW_ALIGNMENT_BYTES * ROW_ALIGNMENT_BYTES;
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

    /** Whether a frame is C,H,W rather than H,W,C. */
    public boolean planar() {
        return planar;
    }

    /** Bytes from one row to the next. */
    public int rowBytes() {
        return planar ? alignedWidth(width) : Math.multiplyExact(width, channels);
    }

    /** Bytes of one frame. */
    public int frameBytes() {
        return Math.multiplyExact(Math.multiplyExact(height, rowBytes()), planar ? channels : 1);
    }

    /** The pixels of frame {@code frame}, H,W,C or C,H,W; a view that lives as long as this clip. */
    public ByteBuffer frame(int frame) {
        return framePointer(frame).asByteBuffer();
    }

    /** The address of frame {@code frame}, with its size as capacity; a view that lives as long as this clip. */
    public BytePointer framePointer(int frame) {
        if (frame < 0 || frame >= frames) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
        }
        long aligned = planar ? -pixels.address() & (ROW_ALIGNMENT_BYTES - 1) : 0;
        long start = aligned + (long) frame * frameBytes();
        return pixels.getPointer(start).capacity(frameBytes());
    }

    /** The address of one channel of frame {@code frame} of a planar clip, with its size as capacity; a view. */
    public BytePointer planePointer(int frame, int channel) {
        int planeBytes = height * rowBytes();
        return framePointer(frame).getPointer((long) channel * planeBytes).capacity(planeBytes);
    }

    @Override
    public void close() {
        pixels.close();
    }
}
