package org.i3d4j.predict;

import java.util.ArrayDeque;
import java.util.Deque;
import org.i3d4j.error.VideoException;
import org.i3d4j.predict.SlidingWindow.Steps;
import org.i3d4j.video.FrameStream;
import org.jspecify.annotations.Nullable;

/** Moves a window along a stream: keeps the frames of one window, hands each full window on. Used once. */
final class WindowRun {
    private final FrameStream stream;
    private final Steps steps;
    private final DecodeAhead frames;
    private final WindowBatch windows;
    private final Deque<DecodeAhead.Frame> ring = new ArrayDeque<>();
    /** Where the next window begins. Counts beyond the frames: the stride may be longer than any video. */
    private long nextStart;

    private int lastEnd;

    /** Borrows all of them. */
    WindowRun(FrameStream stream, Steps steps, DecodeAhead frames, WindowBatch windows) {
        this.stream = stream;
        this.steps = steps;
        this.frames = frames;
        this.windows = windows;
    }

    /**
     * Goes to the end of the stream.
     *
     * @throws VideoException if it can't be decoded further; what was seen until then has been handed on
     */
    StreamEnd run() throws InterruptedException {
        try {
            for (DecodeAhead.Frame frame = frames.take(); frame != null; frame = frames.take()) {
                push(frame);
                if (frame.index() + 1 == nextStart + steps.frames()) {
                    hand(frame);
                }
            }
        } catch (VideoException e) {
            finish();
            throw e;
        }
        DecodeAhead.Frame last = finish();
        return last == null
                ? new StreamEnd(0, 0, stream.damage())
                : new StreamEnd(last.index() + 1, last.endSeconds(), stream.damage());
    }

    private void push(DecodeAhead.Frame frame) {
        if (ring.size() == steps.frames()) {
            frames.giveBack(ring.removeFirst());
        }
        ring.addLast(frame);
    }

    private void hand(DecodeAhead.Frame last) {
        windows.add(ring);
        nextStart += steps.stride();
        lastEnd = last.index() + 1;
    }

    /** Where the stream ends inside of a window, that window is moved back to end with the last frame. */
    private DecodeAhead.@Nullable Frame finish() {
        DecodeAhead.Frame last = ring.peekLast();
        if (last != null && nextStart <= last.index() && lastEnd <= last.index()) {
            hand(last);
        }
        windows.flush();
        return last;
    }
}
