package org.i3d4j.video;

import java.util.function.IntToDoubleFunction;
import org.i3d4j.error.VideoException;

/**
 * A video as it would be at a constant frame rate: its frame k is the one on display k/rate seconds after the first frame.
 *
 * @param frameCount frames of the stored video, at least 1
 * @param frameSeconds when a stored frame is shown, in seconds from the first, never falling
 * @param rate frames per second, above 0
 */
public record ResampledFrames(int frameCount, IntToDoubleFunction frameSeconds, double rate) {
    /** Containers round times, Matroska to a millisecond: a frame due at 66.67 ms may be marked 67. */
    private static final double ROUNDING_SECONDS = 0.0006;

    /**
     * Frames at the constant rate while the video lasts; at least one. The last stored frame is shown for the mean
     * time of the others.
     *
     * @throws VideoException if there are more than an index can count
     */
    public int count() {
        double last = frameSeconds.applyAsDouble(frameCount - 1);
        double lastShown = frameCount == 1 ? 0 : last / (frameCount - 1);
        // The end carries the rounding of the last time twice.
        double count = Math.ceil((last + lastShown - 2 * ROUNDING_SECONDS) * rate);
        if (!(count <= Integer.MAX_VALUE)) {
            throw new VideoException("a video of " + last + " s has too many frames at " + rate
                    + " frames per second; lower frame_rate");
        }
        return (int) Math.max(count, 1);
    }

    /** The stored frame on display at frame {@code k} of the constant rate, by bisection. */
    public int source(int k) {
        double time = k / rate + ROUNDING_SECONDS;
        int shown = 0;
        int later = frameCount;
        while (later - shown > 1) {
            int middle = (shown + later) >>> 1;
            if (frameSeconds.applyAsDouble(middle) <= time) {
                shown = middle;
            } else {
                later = middle;
            }
        }
        return shown;
    }
}
