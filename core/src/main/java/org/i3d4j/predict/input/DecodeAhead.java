package org.i3d4j.predict.input;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.i3d4j.data.clips.SeenRows;
import org.i3d4j.error.I3dException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and scales a stream in a thread of its own, ahead of who uses the frames, into a fixed number of frames of
 * memory: while none is free, decoding waits. One thread takes and gives back. The owner closes it, and the stream
 * after it.
 */
public final class DecodeAhead implements AutoCloseable {
    /** The least: decoding goes on for a while when the network works on a window. */
    private static final int FRAMES_AHEAD = 16;

    /** What frames ahead take at most, if there are more of them than the least. */
    private static final int MOST_AHEAD_BYTES = 16 << 20;

    private final FrameStream stream;
    private final FrameRows rows;
    private final List<Clip> memory = new ArrayList<>();
    private final BlockingQueue<Clip> free;
    private final BlockingQueue<Decoded> decoded;
    private final Thread decoder;
    private volatile boolean closed;

    /**
     * A decoded frame in memory that is used again for a later one.
     *
     * @param pixels a clip of one frame
     * @param index in the stream
     * @param seconds when it is shown, from the first frame
     * @param endSeconds until when it is shown
     */
    public record Frame(Clip pixels, int index, double seconds, double endSeconds) {}

    /** A frame; or, without one, the end of the stream and what brought it about. */
    private record Decoded(@Nullable Frame frame, @Nullable Throwable failure) {}

    DecodeAhead(FrameStream stream, int frames, FrameRows rows, Supplier<Clip> frameMemory) {
        this.stream = stream;
        this.rows = rows;
        free = new ArrayBlockingQueue<>(frames);
        decoded = new ArrayBlockingQueue<>(frames + 1);
        decoder = new Thread(this::decodeAll, "i3d-decoder");
        decoder.setDaemon(true);
        try {
            for (int i = 0; i < frames; i++) {
                Clip frame = frameMemory.get();
                memory.add(frame);
                free.add(frame);
            }
            decoder.start();
        } catch (RuntimeException | Error e) {
            memory.forEach(Clip::close);
            throw e;
        }
    }

    /**
     * Begins to decode, to those rows that are seen, in planes, into memory for the frames of a window and for those that the next
     * one begins with: these can come while the network works on the first.
     *
     * @param stream in front of its first frame; used by no one else from now on
     */
    public static DecodeAhead planar(FrameStream stream, WindowSchedule schedule, SeenRows seen) {
        int channels = stream.channels();
        Supplier<Clip> frameMemory = () -> Clip.allocatePlanar(1, seen.count(), seen.width(), channels);
        int ahead;
        try (Clip frame = frameMemory.get()) {
            ahead = framesAhead(schedule.stride(), frame.frameBytes());
        }
        return new DecodeAhead(stream, schedule.kept() + ahead, seen.rows(), frameMemory);
    }

    static int framesAhead(int stride, int frameBytes) {
        return Math.max(FRAMES_AHEAD, Math.min(stride, MOST_AHEAD_BYTES / frameBytes));
    }

    /** Begins to decode to whole frames of this size, packed, into memory for {@code frames} of them. */
    public static DecodeAhead packed(FrameStream stream, int frames, int height, int width) {
        FrameRows whole = new FrameRows(height, width, 0, Interpolation.BILINEAR);
        return new DecodeAhead(stream, frames, whole, () -> Clip.allocate(1, height, width));
    }

    private void decodeAll() {
        try {
            for (int index = 0; !closed && stream.next(); index++) {
                Clip pixels = free.take();
                stream.readRows(rows, pixels, 0);
                double seconds = stream.seconds();
                decoded.put(new Decoded(new Frame(pixels, index, seconds, seconds + stream.durationSeconds()), null));
            }
            decoded.put(new Decoded(null, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // There is room: the queue holds one more than there are frames.
            decoded.add(new Decoded(null, e));
        }
    }

    /**
     * The next frame, to be given back; null after the last.
     *
     * @throws I3dException if the stream could not be decoded further
     */
    public @Nullable Frame take() throws InterruptedException {
        Decoded next = decoded.take();
        if (next.failure() instanceof I3dException understood) {
            throw understood;
        }
        if (next.failure() != null) {
            throw new IllegalStateException(stream.name() + ": decoding failed: " + next.failure(), next.failure());
        }
        return next.frame();
    }

    /** Gives a frame's memory back. */
    public void giveBack(Frame frame) {
        free.add(frame.pixels());
    }

    /** Ends decoding; frames that were taken must not be touched any more. */
    @Override
    public void close() {
        closed = true;
        stream.abort();
        decoder.interrupt();
        boolean interrupted = false;
        while (decoder.isAlive()) {
            try {
                decoder.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        memory.forEach(Clip::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
