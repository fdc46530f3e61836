package org.i3d4j.video.writing;

import static org.bytedeco.ffmpeg.global.avutil.av_d2q;

import org.bytedeco.ffmpeg.avutil.AVRational;
import org.i3d4j.error.VideoException;

/**
 * The unit of time in which a video says when its frames are shown.
 *
 * @param numerator of seconds
 * @param denominator of seconds
 * @param ofFrame ticks from a frame to the next, on average
 */
public record FrameTicks(int numerator, int denominator, long ofFrame) {
    private static final int MICROSECONDS = 1_000_000;
    /** 30000/1001 and its kind stay exact. */
    private static final int LARGEST_RATE_TERM = 1_001_000;
    /** How far a time may be from a whole number of frames. */
    private static final double ROUNDING_FRAMES = 1e-4;
    /** MP4 has 32 bits for the time to the next frame, FFmpeg one less. */
    private static final long LONGEST_SECONDS = 2000;

    /** When frames are shown. */
    @FunctionalInterface
    public interface Times {
        /** In seconds from the first frame. */
        double seconds(int frame);
    }

    /**
     * The frame's own, where all are equally far apart; else microseconds.
     *
     * @param frames at least 1
     * @param framesPerSecond on average
     * @throws VideoException if a frame is shown for longer than an MP4 can say
     */
    public static FrameTicks of(int frames, double framesPerSecond, Times times) {
        boolean constant = framesPerSecond <= LARGEST_RATE_TERM;
        for (int frame = 1; frame < frames; frame++) {
            double seconds = times.seconds(frame);
            double apart = seconds - times.seconds(frame - 1);
            if (!(apart <= LONGEST_SECONDS)) {
                throw new VideoException("frame " + (frame - 1) + " is shown for " + apart + " s; expected at most "
                        + LONGEST_SECONDS + " s");
            }
            double place = seconds * framesPerSecond;
            constant &= Math.abs(place - frame) < ROUNDING_FRAMES;
        }
        if (!constant) {
            long ofFrame = Math.round(MICROSECONDS / framesPerSecond);
            return new FrameTicks(1, MICROSECONDS, Math.min(Math.max(ofFrame, 1), LONGEST_SECONDS * MICROSECONDS));
        }
        try (AVRational rate = av_d2q(framesPerSecond, LARGEST_RATE_TERM)) {
            return new FrameTicks(rate.den(), rate.num(), 1);
        }
    }

    /** The tick nearest to a time. */
    public long at(double seconds) {
        return Math.round(seconds * denominator / numerator);
    }
}
