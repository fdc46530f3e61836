package org.i3d4j.torch.train.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Writes one file at a time while the thread that asked for it goes on; all calls are that thread's. */
final class CheckpointWriter implements AutoCloseable {
    /** A daemon: a process that is told to end at once shall not wait for it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread writer = new Thread(work, "checkpoint-writer");
        writer.setDaemon(true);
        return writer;
    });

    private @Nullable Writing writing;

    private record Writing(Path file, Future<?> end) {}

    /**
     * Starts to write.
     *
     * @param work writes {@code file}; what it throws is thrown by {@link #poll} or {@link #finish}
     * @throws IllegalStateException if the file before is not {@linkplain #finish finished}
     */
    void start(Path file, Runnable work) {
        if (writing != null) {
            throw new IllegalStateException(file + " before " + writing.file() + " is finished");
        }
        writing = new Writing(file, thread.submit(work));
    }

    /** The file that has been written since the last call; empty if there is none. */
    Optional<Path> poll() {
        return writing != null && writing.end().isDone() ? finish() : Optional.empty();
    }

    /** Waits until what is being written is written, and returns it as {@link #poll} would. */
    Optional<Path> finish() {
        await();
        Writing ended = writing;
        writing = null;
        return Optional.ofNullable(ended).map(CheckpointWriter::result);
    }

    /** Waits until nothing is being written; how that ended is left to {@link #poll} and {@link #finish}. */
    void await() {
        boolean interrupted = false;
        while (writing != null && !writing.end().isDone()) {
            try {
                writing.end().get();
            } catch (InterruptedException e) {
                // Half a checkpoint is of no use: whoever interrupts gets a whole one, too.
                interrupted = true;
            } catch (ExecutionException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path result(Writing ended) {
        try {
            ended.end().get();
            return ended.file();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(ended.file() + ": not written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended.file() + ": interrupted behind its end", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
