package org.i3d4j.video;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.memory.MachineMemory;

/**
 * What a network takes: N,C,T,H,W outside the Java heap, contiguous, in [-1, 1]; float32, or what its {@link ClipType} says;
 * channels as {@link Modality} has them. The owner closes it.
 */
public final class ClipBatch implements AutoCloseable {
    /** Magnitude beyond which values are not preprocessed pixels, whatever mean and scale they were normalised by. */
    public static final float LARGEST_VALUE = 1e6f;

    private final BytePointer values;
    private final ClipType type;
    private final int clips;
    private final int channels;
    private final int frames;
    private final int height;
    private final int width;

    private ClipBatch(BytePointer values, ClipType type, int clips, int channels, int frames, int height, int width) {
        this.type = type;
        this.clips = clips;
        this.channels = channels;
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** As {@link #allocate(ClipType, int, int, int, int, int)}, of float32. */
    public static ClipBatch allocate(int clips, int channels, int frames, int height, int width) {
        return allocate(ClipType.FLOAT32, clips, channels, frames, height, width);
    }

    /**
     * Takes memory for a batch, its contents undefined.
     *
     * @throws ShapeException if a side is below 1
     * @throws org.i3d4j.error.DeviceException if there is not so much memory
     */
    public static ClipBatch allocate(ClipType type, int clips, int channels, int frames, int height, int width) {
        if (clips < 1 || channels < 1 || frames < 1 || height < 1 || width < 1) {
            throw new ShapeException("a batch of " + clips + "x" + channels + "x" + frames + "x" + height + "x" + width
                    + " (clips x channels x frames x height x width) has a side below 1");
        }
        String what = "a batch of " + clips + "x" + channels + "x" + frames + "x" + height + "x" + width
                + " values (clips x channels x frames x height x width)";
        double bytes = (double) clips * channels * frames * height * width * type.bytes();
        MachineMemory.require(bytes, what);
        try {
            return new ClipBatch(new BytePointer((long) bytes), type, clips, channels, frames, height, width);
        } catch (OutOfMemoryError e) {
            throw MachineMemory.refused(bytes, what, e);
        }
    }

    /** How the values are stored. */
    public ClipType type() {
        return type;
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

    /**
     * The values of channel {@code channel} of frame {@code frame} of clip {@code clip}, H,W; a view.
     *
     * @throws IllegalStateException if they are of another type than float32
     */
    public FloatBuffer plane(int clip, int channel, int frame) {
        long first = clip * clipValues() + planeValues(channel, frame);
        return pointer().getPointer(first).capacity((long) height * width).asBuffer();
    }

    /** The same as it is stored, in native order. */
    ByteBuffer planeBytes(int clip, int channel, int frame) {
        return planePointer(clip, channel, frame)
                .capacity((long) height * width * type.bytes())
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /**
     * Writes levels of channel {@code channel}.
     *
     * @param values what each level of 0 to 255 stands for
     */
    public LevelWriter levels(int channel, float[] values) {
        return LevelWriter.of(this, Objects.checkIndex(channel, channels), values);
    }

    private long planeValues(int channel, int frame) {
        return ((long) channel * frames + frame) * height * width;
    }

    private BytePointer planePointer(int clip, int channel, int frame) {
        return open().getPointer((clip * clipValues() + planeValues(channel, frame)) * type.bytes());
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
        long bytes = (long) count * height * width * type.bytes();
        for (int channel = 0; channel < channels; channel++) {
            Pointer.memmove(planePointer(to, channel, 0), planePointer(from, channel, first), bytes);
        }
    }

    /**
     * Copies clips into another batch of the same type and shape of clips.
     *
     * @param first of them
     * @param count how many
     * @param to clip of {@code target}
     */
    public void copyClips(int first, int count, ClipBatch target, int to) {
        Objects.checkFromIndexSize(first, count, clips);
        Objects.checkFromIndexSize(to, count, target.clips);
        if (!type.equals(target.type) || !sameShape(target)) {
            throw new IllegalArgumentException("the batches are of another type or shape");
        }
        long bytes = count * clipValues() * type.bytes();
        Pointer.memcpy(target.planePointer(to, 0, 0), planePointer(first, 0, 0), bytes);
    }

    private boolean sameShape(ClipBatch other) {
        return channels == other.channels && frames == other.frames && height == other.height && width == other.width;
    }

    /** The address of the first value, N,C,T,H,W, of any type; a view that lives as long as this batch. */
    public Pointer address() {
        return open();
    }

    /**
     * The same, of float32.
     *
     * @throws IllegalStateException if the values are of another type
     */
    public FloatPointer pointer() {
        if (type.kind() != ClipType.Kind.FLOAT32) {
            throw new IllegalStateException("clips of " + type + " were read as float32");
        }
        return new FloatPointer(open()).capacity(clips * clipValues());
    }

    private BytePointer open() {
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
