package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.VideoException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.i3d4j.weights.npy.NpyArray;
import org.i3d4j.weights.npy.NpyFile;

/**
 * The clips of a {@code .npy} file of pixels as they come from a video, uint8 N,T,H,W,C or T,H,W,C with the channels
 * of RGB or optical flow: each is a video of T frames, to be resized and cropped as any.
 *
 * @param clips how many, at least 1
 */
public record PixelClips(Path file, int clips) {
    private static final int AXES = 4;

    /**
     * Looks at the header of a file; empty if it holds something else, as floating-point clips that are prepared already.
     *
     * @throws VideoException if it can't be read
     */
    public static Optional<PixelClips> in(Path file) {
        TensorInfo info = header(file).info();
        List<Long> sides = info.shape();
        boolean pixels =
                info.dataType() == DataType.U8 && ClipChannels.of(info).stream().anyMatch(ClipFileShape::arePixels);
        return pixels
                ? Optional.of(new PixelClips(
                        file, sides.size() == AXES ? 1 : sides.get(0).intValue()))
                : Optional.empty();
    }

    /** @throws VideoException if it can't be read */
    static NpyArray header(Path file) {
        try {
            return NpyFile.describe(file);
        } catch (WeightsException e) {
            throw new VideoException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A clip as a video, whose name says which it is.
     *
     * @param clip in [0, {@link #clips})
     * @param frameRate frames per second, which the file doesn't tell
     */
    public VideoSource video(int clip, double frameRate) {
        return new IndexedVideo(
                clips == 1 ? file.toString() : file + ": clip " + clip,
                frameRate,
                limits -> ClipFile.open(file, limits, frameRate, FloatRange.SIGNED, clip));
    }
}
