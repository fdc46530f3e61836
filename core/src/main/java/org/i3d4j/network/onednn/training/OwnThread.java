package org.i3d4j.network.onednn.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Runs oneDNN where nobody else computes: OpenMP knows a number of threads for each thread that calls it, and libtorch sets that
 * of its callers to what it takes for the number of cores, which in some virtual machines is half of it.
 */
public final class OwnThread implements AutoCloseable {
    private final ExecutorService thread;

    /** @param name of the thread */
    public OwnThread(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread created = new Thread(work, name);
            created.setDaemon(true);
            return created;
        });
    }

    /** What {@code work} gives or throws; waits for it, also when interrupted, for it has the caller's memory. */
    public <T> T call(Supplier<T> work) {
        Future<T> result = thread.submit(work::get);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #call}, of what gives nothing. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
