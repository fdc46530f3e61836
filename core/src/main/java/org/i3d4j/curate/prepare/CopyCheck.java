package org.i3d4j.curate.prepare;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;

/**
 * Reads copies back.
 *
 * @param name of the video that is copied
 * @param video the original
 */
record CopyCheck(Path name, OpenVideo video) {
    static final int TOGETHER = 16;
    /** Of the times of frames: a sixth of what choosing frames by time leaves room for. */
    private static final double ROUNDING_SECONDS = 1e-4;

    /**
     * Compares all frames of a copy with the scaled original.
     *
     * @throws VideoException if it is not of this size, or has other frames or other times
     */
    FrameErrors compare(Path copy, int width, int height) {
        try (VideoReader reader = VideoReader.open(copy, VideoLimits.DEFAULT)) {
            require(reader, width, height);
            FrameErrors errors = compareFrames(reader);
            reader.damage().ifPresent(damage -> {
                throw new VideoException(name + ": its copy can't be read back whole: " + damage);
            });
            return errors;
        }
    }

    private void require(VideoReader copy, int width, int height) {
        if (copy.frameCount() != video.frameCount() || copy.width() != width || copy.height() != height) {
            throw new VideoException(name + ": its copy is read back as " + Counted.of(copy.frameCount(), "frame")
                    + " of "
                    + copy.width() + "x" + copy.height() + "; expected " + video.frameCount() + " of " + width + "x"
                    + height);
        }
        for (int frame = 0; frame < video.frameCount(); frame++) {
            double apart = copy.frameSeconds(frame) - video.frameSeconds(frame);
            if (!(Math.abs(apart) <= ROUNDING_SECONDS)) {
                throw new VideoException(
                        name + ": frame " + frame + " of its copy is shown " + apart + " s later than the original's");
            }
        }
    }

    private FrameErrors compareFrames(VideoReader copy) {
        FrameErrors errors = FrameErrors.NONE;
        try (Clip wanted = Clip.allocate(TOGETHER, copy.height(), copy.width());
                Clip found = Clip.allocate(TOGETHER, copy.height(), copy.width())) {
            for (int first = 0; first < video.frameCount(); first += TOGETHER) {
                int[] frames = frames(first);
                video.read(frames, wanted, Interpolation.AREA);
                copy.read(frames, found, Interpolation.AREA);
                for (int at = 0; at < Math.min(TOGETHER, video.frameCount() - first); at++) {
                    errors = errors.plus(FrameErrors.ofFrame(found.frame(at), wanted.frame(at)));
                }
            }
        }
        return errors;
    }

    /** As many as are read together; behind the end the last one is repeated. */
    int[] frames(int first) {
        return IntStream.range(first, first + TOGETHER)
                .map(frame -> Math.min(frame, video.frameCount() - 1))
                .toArray();
    }
}
