package org.i3d4j.curate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on many items by several threads, whose results arrive one by one in the items' order; only a few items are ahead
 * of the receiver, so memory does not grow with their number.
 *
 * @param workers threads, at least 1
 * @param patience how long to wait for one item; its thread is then left behind and another takes its place
 */
public record OrderedWork(int workers, Duration patience) {
    private static final Logger log = LoggerFactory.getLogger(OrderedWork.class);
    private static final int AHEAD_PER_WORKER = 4;
    private static final int STOP_SECONDS = 30;

    public OrderedWork {
        if (workers < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    workers + " workers, patience " + patience + "; expected at least 1 each");
        }
    }

    /**
     * Carries it out and returns when the last result is received.
     *
     * @param work called by the workers; what it throws ends everything and is thrown here
     * @param late the result of an item that took too long
     * @param receiver called by this thread
     * @throws CancellationException if this thread is interrupted
     */
    public <T, R> void run(
            List<T> items, Function<T, R> work, Function<T, R> late, BiConsumer<? super T, ? super R> receiver) {
        ThreadPoolExecutor pool = pool();
        Deque<Future<R>> ahead = new ArrayDeque<>();
        int submitted = 0;
        try {
            for (T item : items) {
                for (; submitted < items.size() && ahead.size() < workers * AHEAD_PER_WORKER; submitted++) {
                    T next = items.get(submitted);
                    ahead.add(pool.submit(() -> work.apply(next)));
                }
                receiver.accept(item, result(ahead.remove(), () -> late.apply(item), pool));
            }
        } finally {
            stop(pool);
        }
    }

    private ThreadPoolExecutor pool() {
        return new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "curate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The item waited for is the oldest one, so it has been worked on at least since its predecessor was done. */
    private <R> R result(Future<R> future, Supplier<R> late, ThreadPoolExecutor pool) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
            pool.setCorePoolSize(pool.getCorePoolSize() + 1);
            return late.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a video");
        }
    }

    /** Waits for threads that can end, so that none leaves a file half written. */
    private void stop(ThreadPoolExecutor pool) {
        pool.shutdownNow();
        if (pool.getCorePoolSize() > workers) {
            return;
        }
        try {
            boolean ended = pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            log.debug("workers ended: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
