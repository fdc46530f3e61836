package org.i3d4j.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A turn at what only one thread of one process may do at a time. The system takes a process's turn back however it ends; the
 * file that stands for it stays.
 */
public final class TakenTurn implements AutoCloseable {
    /** A system's locks are between processes. */
    private static final Map<Path, ReentrantLock> BETWEEN_THREADS = new ConcurrentHashMap<>();

    private static final Duration FOR_EVER = Duration.ofDays(10_000);
    private static final long POLL_MILLISECONDS = 20;

    private final ReentrantLock ofThread;
    private final FileChannel ofProcess;

    private TakenTurn(ReentrantLock ofThread, FileChannel ofProcess) {
        this.ofThread = ofThread;
        this.ofProcess = ofProcess;
    }

    /**
     * Waits until it is this thread's turn.
     *
     * @param file made if it is not there, in a folder that is
     * @param waits is called first if another process has the turn
     * @return to be closed by the same thread
     * @throws IOException if the file can't be written to, its file system has no locks, or the thread is interrupted
     */
    public static TakenTurn at(Path file, Runnable waits) throws IOException {
        return within(FOR_EVER, file, waits);
    }

    /**
     * As {@link #at}, but waits for another process no longer than {@code most}.
     *
     * @throws IOException as {@link #at}, and if another process still has the turn then
     */
    public static TakenTurn within(Duration most, Path file, Runnable waits) throws IOException {
        ReentrantLock threads =
                BETWEEN_THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        threads.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, most, waits);
            return new TakenTurn(threads, channel);
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static void lock(FileChannel channel, Duration most, Runnable waits) throws IOException {
        try {
            long begin = System.nanoTime();
            for (boolean first = true; channel.tryLock() == null; first = false) {
                if (first) {
                    waits.run();
                }
                if (System.nanoTime() - begin > most.toNanos()) {
                    throw new IOException("another process has it");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another part of this process has it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ofProcess.close();
        } finally {
            ofThread.unlock();
        }
    }
}
