package org.i3d4j.predict.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.jspecify.annotations.Nullable;

/** Lays windows along a stream: keeps the frames of one, hands each on that is complete. Used once. */
public final class WindowRun {
    private final WindowSchedule schedule;
    private final DecodeAhead frames;
    private final WindowBatch windows;
    private final Deque<DecodeAhead.Frame> ring = new ArrayDeque<>();

    /** Borrows all of them. */
    public WindowRun(WindowSchedule schedule, DecodeAhead frames, WindowBatch windows) {
        this.schedule = schedule;
        this.frames = frames;
        this.windows = windows;
    }

    /**
     * Goes to the end of the stream.
     *
     * @return the last frame, whose pixels are not to be touched; empty if there was none
     * @throws VideoException if it can't be decoded further; what was seen until then has been handed on
     */
    public Optional<DecodeAhead.Frame> run() throws InterruptedException {
        try {
            for (DecodeAhead.Frame frame = frames.take(); frame != null; frame = frames.take()) {
                push(frame);
                schedule.complete(frame.index() + 1).forEach(this::hand);
            }
        } catch (VideoException e) {
            finish();
            throw e;
        }
        return Optional.ofNullable(finish());
    }

    private void push(DecodeAhead.Frame frame) {
        if (ring.size() == schedule.kept()) {
            frames.giveBack(ring.removeFirst());
        }
        ring.addLast(frame);
    }

    private DecodeAhead.@Nullable Frame finish() {
        DecodeAhead.Frame last = ring.peekLast();
        if (last != null) {
            schedule.rest(last.index() + 1).forEach(this::hand);
        }
        windows.flush();
        return last;
    }

    private void hand(WindowSpan span) {
        List<DecodeAhead.Frame> own = ring.stream()
                .filter(frame -> frame.index() >= span.start() && frame.index() < span.end())
                .toList();
        List<Clip> pixels =
                span.places().mapToObj(place -> own.get(place).pixels()).toList();
        windows.add(new Window(span, own.get(0).seconds(), endSeconds(span, own)), pixels);
    }

    /** The frame behind knows it better than a duration, if it has come. */
    private double endSeconds(WindowSpan span, List<DecodeAhead.Frame> own) {
        return ring.stream()
                .filter(frame -> frame.index() == span.end())
                .mapToDouble(DecodeAhead.Frame::seconds)
                .findFirst()
                .orElse(own.get(own.size() - 1).endSeconds());
    }
}
