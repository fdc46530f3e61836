package org.i3d4j.predict;

import java.util.ArrayList;
import java.util.List;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;

/**
 * A window that moves along a video in steps.
 *
 * @param length frames that the network sees at a time
 * @param stride from the beginning of a window to that of the next
 */
public record SlidingWindow(FrameSpan length, FrameSpan stride) {
    /** More would not fit into memory as a batch of ordinary size: 2,400 MB at 224x224. */
    public static final int MAX_FRAMES = 4096;

    /** A window in frames. */
    public static SlidingWindow ofFrames(int length, int stride) {
        return new SlidingWindow(FrameSpan.ofFrames(length), FrameSpan.ofFrames(stride));
    }

    /**
     * This window at a frame rate.
     *
     * @param frameRate frames per second; 0 where it is unknown
     * @throws ShapeException if the window is shorter than the network's shortest clip, or longer than
     *     {@value #MAX_FRAMES} frames
     */
    Steps at(double frameRate, Architecture architecture) {
        int frames = length.frames(frameRate);
        int minimum = architecture.minimumClip().time();
        if (frames < minimum || frames > MAX_FRAMES) {
            throw new ShapeException("a window of " + Counted.of(frames, "frame") + "; the network needs at least "
                    + minimum + ", and the limit is " + MAX_FRAMES);
        }
        return new Steps(frames, stride.frames(frameRate));
    }

    /**
     * A window counted in frames.
     *
     * @param frames of a window
     * @param stride frames
     */
    public record Steps(int frames, int stride) {
        /**
         * The first frames of all windows over a video. The last window is moved back to end with the last frame, where
         * the video ends inside of it; of a shorter video it is the only one, and begins at 0.
         */
        public List<Integer> starts(int videoFrames) {
            List<Integer> starts = new ArrayList<>();
            long next = 0;
            for (; next + frames <= videoFrames; next += stride) {
                starts.add((int) next);
            }
            int last = Math.max(0, videoFrames - frames);
            if (next < videoFrames && (starts.isEmpty() || starts.get(starts.size() - 1) < last)) {
                starts.add(last);
            }
            return starts;
        }
    }
}
