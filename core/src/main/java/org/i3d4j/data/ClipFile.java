package org.i3d4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.RgbScaler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.npy.NpyArray;
import org.i3d4j.weights.npy.NpyFile;

/**
 * A {@code .npy} clip as the loader reads it, frame by frame: mapping the file instead would end the process, not the
 * read, if someone shortened it meanwhile.
 */
final class ClipFile implements FrameSource.OpenVideo {
    /** How far beyond [-1, 1] values may lie from rounding, as after a conversion from float16. */
    private static final float ROUNDING = 0.004f;

    private final Path file;
    private final ClipFileShape shape;
    private final double frameRate;
    private final FileChannel channel;
    private final RgbScaler scaler;
    private final BytePointer rgbHwc;
    private final BytePointer stored;

    private ClipFile(Path file, ClipFileShape shape, double frameRate, FileChannel channel) {
        this.file = file;
        this.shape = shape;
        this.frameRate = frameRate;
        this.channel = channel;
        this.scaler = new RgbScaler(file);
        this.rgbHwc = new BytePointer(shape.frameValues());
        this.stored = new BytePointer(shape.frameBytes());
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @param frameRate frames per second, which the file doesn't tell
     * @throws VideoException if it is missing, no RGB clip, damaged or its frames are over the limit
     */
    static ClipFile open(Path file, VideoLimits limits, double frameRate) {
        return open(file, frameRate, array -> ClipFileShape.of(file, array, limits));
    }

    /** As the other method, of a file that holds several clips. */
    static ClipFile open(Path file, VideoLimits limits, double frameRate, int clip) {
        return open(file, frameRate, array -> ClipFileShape.of(file, array, limits, clip));
    }

    private static ClipFile open(Path file, double frameRate, Function<NpyArray, ClipFileShape> look) {
        try {
            ClipFileShape shape = look.apply(NpyFile.describe(file));
            return new ClipFile(file, shape, frameRate, FileChannel.open(file, StandardOpenOption.READ));
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }

    @Override
    public int frameCount() {
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
    public double frameSeconds(int frame) {
        return frame / frameRate;
    }

    @Override
    public void readRows(int[] frames, FrameRows rows, Clip into) {
        for (int place = 0; place < frames.length; place++) {
            load(frames[place]);
            scaler.scale(rgbHwc, shape.width(), shape.height(), rows, into, place);
        }
    }

    /** Brings a frame into {@link #rgbHwc}. */
    private void load(int frame) {
        if (frame < 0 || frame >= shape.frames()) {
            throw new VideoException(file + ": frame " + frame + " asked for; there are " + shape.frames());
        }
        ByteBuffer into = (shape.floats() ? stored : rgbHwc).asByteBuffer();
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
            toBytes(into.flip().order(order).asFloatBuffer(), rgbHwc.asByteBuffer());
        }
    }

    private void toBytes(FloatBuffer values, ByteBuffer bytes) {
        while (values.hasRemaining()) {
            float value = values.get();
            if (!(Math.abs(value) <= 1 + ROUNDING)) {
                throw new VideoException(file + ": holds the value " + value
                        + "; expected float32 pixels in [-1, 1], as x/255*2-1 makes them");
            }
            int pixel = Math.round((value + 1) / 2 * 255);
            bytes.put((byte) Math.min(Math.max(pixel, 0), 255));
        }
    }

    @Override
    public void close() {
        scaler.close();
        rgbHwc.close();
        stored.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new VideoException(file + ": can't be closed: " + IoReason.of(e, file), e);
        }
    }
}
