package org.i3d4j.predict.input;

import java.util.List;
import org.i3d4j.predict.input.WindowSpan.Filling;
import org.i3d4j.video.LastWindow;
import org.i3d4j.video.ShortVideo;

/** Windows of one length that begin every so many frames. Used once. */
public final class SlidingSchedule implements WindowSchedule {
    private final int frames;
    private final int stride;
    private final int following;
    private final ShortVideo shortVideo;
    private final LastWindow last;
    private final int covered;
    /** Where the next window begins. Counts beyond the frames: the stride may be longer than any video. */
    private long nextStart;

    private int lastEnd;

    /**
     * A video shorter than the window is looped; the last window is moved back to end with the last frame.
     *
     * @param frames of a window, at least 1
     * @param stride from the beginning of a window to that of the next, at least 1
     */
    public SlidingSchedule(int frames, int stride) {
        this(frames, stride, 0, ShortVideo.LOOP, LastWindow.OVERLAP);
    }

    /**
     * As many windows as a video of {@code videoFrames} frames has, where the stream ends a frame earlier, as flow does: the last is
     * moved back.
     */
    public static SlidingSchedule covering(int videoFrames, int frames, int stride) {
        return new SlidingSchedule(frames, stride, 0, ShortVideo.LOOP, LastWindow.OVERLAP, videoFrames);
    }

    /**
     * At the first frame.
     *
     * @param frames of a window, at least 1
     * @param stride from the beginning of a window to that of the next, at least 1
     * @param following frames that have to follow on a window for it to count
     */
    public SlidingSchedule(int frames, int stride, int following, ShortVideo shortVideo, LastWindow last) {
        this(frames, stride, following, shortVideo, last, 0);
    }

    private SlidingSchedule(
            int frames, int stride, int following, ShortVideo shortVideo, LastWindow last, int covered) {
        this.frames = frames;
        this.stride = stride;
        this.following = following;
        this.shortVideo = shortVideo;
        this.last = last;
        this.covered = covered;
    }

    @Override
    public int kept() {
        return frames + following;
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public List<WindowSpan> complete(int seen) {
        return seen == nextStart + frames + following ? List.of(next()) : List.of();
    }

    private WindowSpan next() {
        int start = (int) nextStart;
        nextStart += stride;
        lastEnd = start + frames;
        return WindowSpan.full(start, lastEnd);
    }

    @Override
    public List<WindowSpan> rest(int seen) {
        if (lastEnd == 0) {
            return ofShort(seen);
        }
        int end = Math.max(seen, covered);
        if (nextStart >= end || lastEnd >= end) {
            return List.of();
        }
        return switch (last) {
            case DROP -> List.of();
            case PAD -> List.of(new WindowSpan((int) nextStart, seen, frames, Filling.LAST_FRAME));
            case OVERLAP -> List.of(WindowSpan.full(seen - frames, seen));
        };
    }

    private List<WindowSpan> ofShort(int seen) {
        int end = Math.min(seen, frames);
        return switch (shortVideo) {
            case DROP -> List.of();
            case PAD -> List.of(new WindowSpan(0, end, frames, Filling.LAST_FRAME));
            case LOOP -> List.of(new WindowSpan(0, end, frames, Filling.LOOP));
        };
    }
}
