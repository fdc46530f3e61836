package org.i3d4j.video;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.memory.MachineMemory;

/**
 * What a network takes: float32 N,C,T,H,W outside the Java heap, contiguous, in [-1, 1]; channels as {@link Modality} has
 * them. The owner closes it.
 */
public final class ClipBatch implements AutoCloseable {
    /** Magnitude beyond which values are not preprocessed pixels, whatever mean and scale they were normalised by. */
    public static final float LARGEST_VALUE = 1e6f;

    private final FloatPointer values;
    private final int clips;
    private final int channels;
    private final int frames;
    private final int height;
    private final int width;

    private ClipBatch(FloatPointer values, int clips, int channels, int frames, int height, int width) {
        this.clips = clips;
        this.channels = channels;
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /**
     * Takes memory for a batch, its contents undefined.
     *
     * @throws ShapeException if a side is below 1
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static ClipBatch allocate(int clips, int channels, int frames, int height, int width) {
        if (clips < 1 || channels < 1 || frames < 1 || height < 1 || width < 1) {
            throw new ShapeException("a batch of " + clips + "x" + channels + "x" + frames + "x" + height + "x" + width
                    + " (clips x channels x frames x height x width) has a side below 1");
        }
        String what = "a batch of " + clips + "x" + channels + "x" + frames + "x" + height + "x" + width
                + " values (clips x channels x frames x height x width)";
        double values = (double) clips * channels * frames * height * width;
        MachineMemory.require(values * Float.BYTES, what);
        try {
            return new ClipBatch(new FloatPointer((long) values), clips, channels, frames, height, width);
        } catch (OutOfMemoryError e) {
            throw MachineMemory.refused(values * Float.BYTES, what, e);
        }
    }

    public int clips() {
        return clips;
    }

    public int channels() {
        return channels;
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

    /** Values of one clip: C x T x H x W. */
    public long clipValues() {
        return (long) channels * frames * height * width;
    }

    /** The values of channel {@code channel} of frame {@code frame} of clip {@code clip}, H,W; a view. */
    public FloatBuffer plane(int clip, int channel, int frame) {
        return planePointer(clip, channel, frame)
                .capacity((long) height * width)
                .asBuffer();
    }

    private FloatPointer planePointer(int clip, int channel, int frame) {
        long planeValues = (long) height * width;
        return open().getPointer(clip * clipValues() + ((long) channel * frames + frame) * planeValues);
    }

    /**
     * Copies frames of one clip, which may be the same, into another, to its beginning.
     *
     * @param from clip
     * @param first of its frames
     * @param to clip
     * @param count frames
     */
    public void copyFrames(int from, int first, int to, int count) {
        Objects.checkIndex(from, clips);
        Objects.checkIndex(to, clips);
        Objects.checkFromIndexSize(first, count, frames);
        long bytes = (long) count * height * width * Float.BYTES;
        for (int channel = 0; channel < channels; channel++) {
            Pointer.memmove(planePointer(to, channel, 0), planePointer(from, channel, first), bytes);
        }
    }

    /** The address of the first value, N,C,T,H,W; a view that lives as long as this batch. */
    public FloatPointer pointer() {
        return open();
    }

    private FloatPointer open() {
        if (values.isNull()) {
            throw new IllegalStateException("the batch of clips is closed");
        }
        return values;
    }

    @Override
    public void close() {
        values.close();
    }
}
