package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.npy.NpyArray;

/**
 * How the frames of a {@code .npy} clip lie in its file.
 *
 * @param floats whether pixels are float32 in [-1, 1], else uint8
 * @param valuesStart position of the first frame in the file
 */
record ClipFileShape(
        int frames, int height, int width, int channels, boolean floats, boolean bigEndian, long valuesStart) {
    private static final int AXES = 4;

    /**
     * Takes an array for a clip: T,H,W,C, or 1,T,H,W,C as some tools write single clips.
     *
     * @throws VideoException if it is something else, or its frames are over the limit
     */
    static ClipFileShape of(Path file, NpyArray array, VideoLimits limits) {
        List<Long> sides = array.info().shape();
        return sides.size() == AXES + 1 && sides.get(0) == 1
                ? of(file, array, limits, 0)
                : of(file, array, sides, limits);
    }

    /**
     * Takes one of several clips N,T,H,W,C; of a single one, T,H,W,C, that is {@code clip} 0.
     *
     * @throws VideoException if it is something else, or its frames are over the limit
     */
    static ClipFileShape of(Path file, NpyArray array, VideoLimits limits, int clip) {
        List<Long> sides = array.info().shape();
        if (sides.size() != AXES + 1) {
            return of(file, array, sides, limits);
        }
        ClipFileShape first = of(file, array, sides.subList(1, AXES + 1), limits);
        return new ClipFileShape(
                first.frames,
                first.height,
                first.width,
                first.channels,
                first.floats,
                first.bigEndian,
                first.valuesStart + clip * (first.frames * first.frameBytes()));
    }

    private static ClipFileShape of(Path file, NpyArray array, List<Long> sides, VideoLimits limits) {
        DataType type = array.info().dataType();
        boolean pixels = type == DataType.U8 || type == DataType.F32;
        if (!pixels
                || array.fortranOrder()
                || sides.size() != AXES
                || !arePixels(sides.get(AXES - 1))
                || sides.stream().anyMatch(side -> side < 1 || side > Integer.MAX_VALUE)) {
            throw new VideoException(file + ": holds " + array.info()
                    + (array.fortranOrder() ? " in Fortran order" : "")
                    + "; expected a clip as U8 or F32 [frames, height, width, channels] in C order, with 3 channels"
                    + " of RGB or 2 of optical flow");
        }
        int height = sides.get(1).intValue();
        int width = sides.get(2).intValue();
        int channels = sides.get(AXES - 1).intValue();
        requireAllowed(file, height, width, channels, limits);
        boolean floats = type == DataType.F32;
        return new ClipFileShape(
                sides.get(0).intValue(), height, width, channels, floats, array.bigEndian(), array.valuesStart());
    }

    /** Whether an array whose last side is this may hold frames. */
    static boolean arePixels(long channels) {
        return channels <= Integer.MAX_VALUE && Modality.of((int) channels).isPresent();
    }

    private static void requireAllowed(Path file, int height, int width, int channels, VideoLimits limits) {
        long most = Math.min(limits.maxPixels(), Integer.MAX_VALUE / (channels * Float.BYTES));
        limits.withMaxPixels(most).require(file.toString(), width, height);
    }

    /** Pixel values of a frame, all channels. */
    long frameValues() {
        return (long) height * width * channels;
    }

    /** Bytes of a frame in the file. */
    long frameBytes() {
        return frameValues() * (floats ? Float.BYTES : 1);
    }
}
