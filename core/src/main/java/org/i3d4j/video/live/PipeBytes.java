package org.i3d4j.video.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an input stream with an end to waiting: a thread of its own opens and reads the stream, at most
 * {@value #MAX_CHUNKS} chunks ahead. Where it waits for ever, as in opening a FIFO, it is left to wait.
 */
final class PipeBytes {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MAX_CHUNKS = 16;
    private static final int POLL_MILLIS = 50;
    private static final byte[] END = new byte[0];

    /** Opens the stream; may wait. */
    interface Opener {
        InputStream open() throws IOException;
    }

    private final Opener opener;
    private final long stallTimeoutMillis;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(MAX_CHUNKS);
    private final Thread reader;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;
    private volatile boolean aborted;
    private volatile @Nullable String failure;

    PipeBytes(Opener opener, long stallTimeoutMillis) {
        this.opener = opener;
        this.stallTimeoutMillis = stallTimeoutMillis;
        reader = new Thread(this::readAll, "i3d-live-input");
        reader.setDaemon(true);
    }

    void start() {
        reader.start();
    }

    private void readAll() {
        try {
            InputStream stream = opener.open();
            byte[] bytes = new byte[CHUNK_BYTES];
            for (int count = stream.read(bytes); count >= 0 && !aborted; count = stream.read(bytes)) {
                if (count > 0) {
                    chunks.put(Arrays.copyOf(bytes, count));
                }
            }
            chunks.put(END);
        } catch (IOException e) {
            fail("can't be read: " + e.getMessage());
        } catch (InterruptedException e) {
            aborted = true;
        }
    }

    private void fail(String reason) {
        if (!aborted) {
            failure = reason;
        }
    }

    /**
     * Fills {@code target}, or a part of it.
     *
     * @return bytes written, at least 1; below 0 at the end
     * @throws IOException if the stream failed, was aborted or gave nothing for too long
     */
    int read(BytePointer target) throws IOException {
        if (position == chunk.length && !ended) {
            chunk = take();
            position = 0;
            ended = chunk.length == 0;
        }
        if (ended) {
            return -1;
        }
        int count = (int) Math.min(target.capacity(), chunk.length - position);
        target.put(chunk, position, count);
        position += count;
        return count;
    }

    private byte[] take() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stallTimeoutMillis);
        try {
            while (!aborted && failure == null) {
                byte[] next = chunks.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    return next;
                }
                if (System.nanoTime() - deadline > 0) {
                    fail("gave nothing for " + stallTimeoutMillis / 1000.0 + " s; " + Advice.WAIT_LONGER);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        throw new IOException(aborted ? "aborted" : failure);
    }

    /** Why no more bytes come, where the stream did not just end. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends reading and waiting, also where they have not begun. */
    void abort() {
        aborted = true;
        reader.interrupt();
    }
}
