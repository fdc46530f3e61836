package org.i3d4j.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.npy.NpyArray;
import org.i3d4j.weights.npy.NpyFile;

/**
 * The clips of a {@code .npy} file of pixels as they come from a video, uint8 N,T,H,W,3 or T,H,W,3: each is a video of T
 * frames, to be resized and cropped as any.
 *
 * @param clips how many, at least 1
 */
public record PixelClips(Path file, int clips) {
    private static final int AXES = 4;
    private static final int CHANNELS = 3;

    /**
     * Looks at the header of a file; empty if it holds something else, as floating-point clips that are prepared already.
     *
     * @throws org.i3d4j.error.WeightsException if it can't be read
     */
    public static Optional<PixelClips> in(Path file) {
        NpyArray array = NpyFile.describe(file);
        List<Long> sides = array.info().shape();
        boolean one = sides.size() == AXES;
        boolean pixels = array.info().dataType() == DataType.U8
                && (one || sides.size() == AXES + 1)
                && sides.get(sides.size() - 1) == CHANNELS
                && sides.stream().allMatch(side -> side >= 1 && side <= Integer.MAX_VALUE);
        return pixels ? Optional.of(new PixelClips(file, one ? 1 : sides.get(0).intValue())) : Optional.empty();
    }

    /**
     * A clip as a video, whose name says which it is.
     *
     * @param clip in [0, {@link #clips})
     */
    public VideoSource video(int clip) {
        return new IndexedVideo(
                clips == 1 ? file.toString() : file + ": clip " + clip,
                VideoSource.STORED_FRAME_RATE,
                limits -> ClipFile.open(file, limits, VideoSource.STORED_FRAME_RATE, clip));
    }
}
