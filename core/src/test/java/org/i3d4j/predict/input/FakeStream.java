package org.i3d4j.predict.input;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;

/** Made-up frames at 10 a second: frame f is filled with {@code value(f)}. */
public final class FakeStream implements FrameStream {
    private final int frames;
    private final IntUnaryOperator value;
    private int breaksAt = Integer.MAX_VALUE;
    /** Counted by the decoding thread, looked at by tests. */
    public final AtomicInteger decoded = new AtomicInteger();

    public FakeStream(int frames, IntUnaryOperator value) {
        this.frames = frames;
        this.value = value;
    }

    /** Fails in front of frame {@code frame}. */
    public FakeStream breakingAt(int frame) {
        breaksAt = frame;
        return this;
    }

    @Override
    public String name() {
        return "made up";
    }

    @Override
    public int width() {
        return 32;
    }

    @Override
    public int height() {
        return 32;
    }

    @Override
    public double frameRate() {
        return 10;
    }

    @Override
    public boolean next() {
        if (decoded.get() == breaksAt) {
            throw new VideoException("made up: broken");
        }
        if (decoded.get() == frames) {
            return false;
        }
        decoded.incrementAndGet();
        return true;
    }

    @Override
    public double seconds() {
        return (decoded.get() - 1) / 10.0;
    }

    @Override
    public double durationSeconds() {
        return 0.1;
    }

    @Override
    public void readRows(FrameRows rows, Clip into, int place) {
        ByteBuffer pixels = into.frame(place);
        byte filling = (byte) value.applyAsInt(decoded.get() - 1);
        while (pixels.hasRemaining()) {
            pixels.put(filling);
        }
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
}
