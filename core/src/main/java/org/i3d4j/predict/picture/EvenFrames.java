package org.i3d4j.predict.picture;

import java.util.Optional;
import org.i3d4j.predict.input.DecodeAhead;
import org.i3d4j.predict.picture.Annotator.Annotated;
import org.i3d4j.video.writing.VideoWriter;
import org.jspecify.annotations.Nullable;

/** Frames of any times in, frames at a constant rate out: each at the tick nearest to its time. */
final class EvenFrames {
    private final VideoWriter writer;
    private final double rate;
    /** How often a frame is written is known when the next one comes. */
    private DecodeAhead.@Nullable Frame waiting;

    private int written;
    private int repeated;
    private int leftOut;

    /**
     * @param writer stays the caller's
     * @param rate frames per second of {@code writer}
     */
    EvenFrames(VideoWriter writer, double rate) {
        this.writer = writer;
        this.rate = rate;
    }

    /**
     * Adds a frame, in order of time; its pixels are kept until they are given back.
     *
     * @return the frame before it, whose pixels are not needed any more
     */
    Optional<DecodeAhead.Frame> show(DecodeAhead.Frame frame) {
        DecodeAhead.Frame before = waiting;
        if (before != null) {
            write(before, tick(frame) - tick(before));
        }
        waiting = frame;
        return Optional.ofNullable(before);
    }

    /** Writes the last frame. */
    Annotated end() {
        if (waiting != null) {
            write(waiting, 1);
        }
        return new Annotated(written, repeated, leftOut);
    }

    private long tick(DecodeAhead.Frame frame) {
        return Math.round(frame.seconds() * rate);
    }

    private void write(DecodeAhead.Frame frame, long times) {
        for (long i = 0; i < times; i++) {
            writer.write(frame.pixels());
            written++;
            repeated += i > 0 ? 1 : 0;
        }
        leftOut += times < 1 ? 1 : 0;
    }
}
