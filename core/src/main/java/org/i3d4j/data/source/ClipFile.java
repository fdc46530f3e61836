package org.i3d4j.data.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.npy.NpyArray;
import org.i3d4j.weights.npy.NpyFile;

/**
 * A {@code .npy} clip as the loader reads it, frame by frame: mapping the file instead would end the process, not the
 * read, if someone shortened it meanwhile.
 */
final class ClipFile implements StoredFrames.Frames {
    private final Path file;
    private final ClipFileShape shape;
    private final FileChannel channel;
    private final FloatRange range;
    /** Floats of a frame. */
    private final BytePointer stored;

    private ClipFile(Path file, ClipFileShape shape, FileChannel channel, FloatRange range) {
        this.file = file;
        this.shape = shape;
        this.channel = channel;
        this.range = range;
        this.stored = new BytePointer(shape.floats() ? shape.frameBytes() : 0);
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @param frameRate frames per second, which the file doesn't tell
     * @throws VideoException if it is missing, no clip of RGB or optical flow, damaged or its frames are over the limit
     */
    static OpenVideo open(Path file, VideoLimits limits, double frameRate) {
        return open(file, frameRate, FloatRange.SIGNED, array -> ClipFileShape.of(file, array, limits));
    }

    /** As {@link #open(Path, VideoLimits, double)}, of a file that holds several clips, floats in {@code range}. */
    static OpenVideo open(Path file, VideoLimits limits, double frameRate, FloatRange range, int clip) {
        return open(file, frameRate, range, array -> ClipFileShape.of(file, array, limits, clip));
    }

    private static OpenVideo open(
            Path file, double frameRate, FloatRange range, Function<NpyArray, ClipFileShape> look) {
        try {
            ClipFileShape shape = look.apply(NpyFile.describe(file));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new StoredFrames(file.toString(), new ClipFile(file, shape, channel, range), frameRate);
            } catch (RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    @Override
    public int count() {
        return shape.frames();
    }

    @Override
    public int width() {
        return shape.width();
    }

    @Override
    public int height() {
        return shape.height();
    }

    @Override
    public int channels() {
        return shape.channels();
    }

    @Override
    public void load(int frame, BytePointer frameHwc) {
        ByteBuffer into = (shape.floats() ? stored : frameHwc).asByteBuffer();
        long position = shape.valuesStart() + frame * shape.frameBytes();
        try {
            while (into.hasRemaining()) {
                int read = channel.read(into, position);
                if (read < 0) {
                    throw new VideoException(file + ": became shorter while it was read");
                }
                position += read;
            }
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
        if (shape.floats()) {
            ByteOrder order = shape.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            toBytes(into.flip().order(order).asFloatBuffer(), frameHwc.asByteBuffer());
        }
    }

    private void toBytes(FloatBuffer values, ByteBuffer bytes) {
        while (values.hasRemaining()) {
            float value = values.get();
            if (!range.holds(value)) {
                throw new VideoException(file + ": holds the value " + value + "; expected float32 in " + range + ", "
                        + range.scaling(shape.channels()));
            }
            bytes.put(range.level(value));
        }
    }

    @Override
    public void close() {
        stored.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new VideoException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
