package org.i3d4j.predict.input;

import java.util.stream.IntStream;

/**
 * Frames of a stream that go through the network together.
 *
 * @param start first frame
 * @param end frame behind the last, above {@code start}
 * @param frames that the network gets, at least as many; what is missing is filled up
 * @param filling how
 */
public record WindowSpan(int start, int end, int frames, Filling filling) {
    /** How a window is filled up that has too few frames. */
    public enum Filling {
        /** From its first frame on again. */
        LOOP,
        /** By its last frame, again and again. */
        LAST_FRAME
    }

    public WindowSpan {
        if (start < 0 || end <= start || frames < end - start) {
            throw new IllegalArgumentException("frames " + start + " to " + end + " for a window of " + frames);
        }
    }

    /** A window that has all its frames. */
    public static WindowSpan full(int start, int end) {
        return new WindowSpan(start, end, end - start, Filling.LOOP);
    }

    /** How many of the last frames of this are the first of {@code next}, one behind the other; 0 where one of them is filled up. */
    int sharedWith(WindowSpan next) {
        boolean whole = frames == end - start && next.frames == next.end - next.start;
        return whole && frames == next.frames && next.start >= start ? Math.max(end - next.start, 0) : 0;
    }

    /** Which of its own frames, from 0, the network gets. */
    IntStream places() {
        int own = end - start;
        return IntStream.range(0, frames).map(i -> filling == Filling.LOOP ? i % own : Math.min(i, own - 1));
    }
}
