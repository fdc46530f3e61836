package org.i3d4j.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A turn at what only one thread of one process may do at a time. The system takes a process's turn back however it ends; the
 * file that stands for it stays.
 */
public final class TakenTurn implements AutoCloseable {
    /** A system's locks are between processes. */
    private static final Map<Path, ReentrantLock> BETWEEN_THREADS = new ConcurrentHashMap<>();

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
     * @throws IOException if the file can't be written to, or its file system has no locks
     */
    public static TakenTurn at(Path file, Runnable waits) throws IOException {
        ReentrantLock threads =
                BETWEEN_THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        threads.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, waits);
            return new TakenTurn(threads, channel);
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static void lock(FileChannel channel, Runnable waits) throws IOException {
        try {
            if (channel.tryLock() == null) {
                waits.run();
                channel.lock();
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another part of this process has it", e);
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
