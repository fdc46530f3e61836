package org.i3d4j.data.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.Advice;
import org.i3d4j.error.VideoException;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.npy.NpyArray;

/**
 * The clips of a {@code .npy} file of frames, N,T,H,W,C or T,H,W,C, each a video of T frames: uint8, or float32, which becomes the nearest
 * of 256 levels.
 *
 * @param clips how many, at least 1
 * @param range of floats; of no meaning for uint8
 */
public record StoredClips(Path file, int clips, FloatRange range) {
    private static final int AXES = 4;
    private static final int BLOCK_BYTES = 1 << 20;

    /**
     * Looks at a file. Floats of which one is below 0 lie in [-1, 1]; for others nobody can tell, so that the caller has to.
     *
     * @param range of floats; empty to tell it by the values, all of which may have to be read
     * @throws VideoException if it can't be read, holds no clips, or a value that is in no range, or its range can't be told
     */
    public static StoredClips in(Path file, Optional<FloatRange> range) {
        NpyArray array = PixelClips.header(file);
        List<Long> sides = array.info().shape();
        boolean several = sides.size() == AXES + 1 && sides.get(0) >= 1 && sides.get(0) <= Integer.MAX_VALUE;
        // Says what is wrong with anything that holds no clips.
        ClipFileShape shape = several
                ? ClipFileShape.of(file, array, VideoLimits.DEFAULT.withMaxPixels(Long.MAX_VALUE), 0)
                : ClipFileShape.of(file, array, VideoLimits.DEFAULT.withMaxPixels(Long.MAX_VALUE));
        int clips = several ? sides.get(0).intValue() : 1;
        FloatRange told = array.info().dataType() == DataType.F32
                ? range.orElseGet(() -> range(file, array, shape))
                : FloatRange.SIGNED;
        return new StoredClips(file, clips, told);
    }

    private static FloatRange range(Path file, NpyArray array, ClipFileShape shape) {
        ByteOrder order = array.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(array.valuesStart());
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(order);
            while (channel.read(block) >= 0 || block.position() > 0) {
                block.flip();
                if (hasNegative(file, block.asFloatBuffer(), shape.channels())) {
                    return FloatRange.SIGNED;
                }
                if (block.remaining() < Float.BYTES) {
                    break;
                }
                block.position(block.remaining() / Float.BYTES * Float.BYTES);
                block.compact();
            }
        } catch (IOException e) {
            throw new VideoException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
        throw new VideoException(file + ": holds float32 without a value below 0, which may be pixels in "
                + FloatRange.UNIT + " or bright ones in " + FloatRange.SIGNED + "; store uint8, or "
                + Advice.NAME_FLOAT_RANGE);
    }

    /** Whether a value can't be of [0, 1]. */
    private static boolean hasNegative(Path file, FloatBuffer values, int channels) {
        boolean negative = false;
        while (values.hasRemaining()) {
            float value = values.get();
            if (!FloatRange.SIGNED.holds(value)) {
                throw new VideoException(file + ": holds the value " + value + "; expected float32 in "
                        + FloatRange.SIGNED + ", " + FloatRange.SIGNED.scaling(channels));
            }
            negative |= !FloatRange.UNIT.holds(value);
        }
        return negative;
    }

    /**
     * A clip as a video, whose name says which it is.
     *
     * @param clip in [0, {@link #clips})
     */
    public VideoSource video(int clip) {
        double frameRate = VideoSource.STORED_FRAME_RATE;
        return new IndexedVideo(
                clips == 1 ? file.toString() : file + ": clip " + clip,
                frameRate,
                limits -> ClipFile.open(file, limits, frameRate, range, clip));
    }
}
