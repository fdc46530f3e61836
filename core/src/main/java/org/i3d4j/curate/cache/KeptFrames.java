package org.i3d4j.curate.cache;

import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;

/** Chooses the frames of a video that are kept at a frame rate. */
final class KeptFrames {
    /** What times may be rounded to: containers such as Matroska hold milliseconds. */
    private static final double ROUNDING_SECONDS = 1e-3;

    private KeptFrames() {}

    /**
     * The frame on show at each tick of {@code framesPerSecond}: frames repeat where the video is slower.
     *
     * @param framesPerSecond 0 for all frames as they are
     * @return indices, ascending, at least one
     */
    static int[] of(OpenVideo video, double framesPerSecond) {
        int last = video.frameCount() - 1;
        if (framesPerSecond == 0 || last == 0) {
            return IntStream.rangeClosed(0, last).toArray();
        }
        int ticks = (int) Math.floor((video.frameSeconds(last) + ROUNDING_SECONDS) * framesPerSecond) + 1;
        int[] kept = new int[ticks];
        int frame = 0;
        for (int tick = 0; tick < ticks; tick++) {
            double seconds = tick / framesPerSecond + ROUNDING_SECONDS;
            while (frame < last && video.frameSeconds(frame + 1) <= seconds) {
                frame++;
            }
            kept[tick] = frame;
        }
        return kept;
    }
}
