package org.i3d4j.torch.distributed.rendezvous;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A time limit, also for native calls that know of none. */
final class Deadline {
    private final long limitMillis;
    private final long startNanos = System.nanoTime();

    private Deadline(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    static Deadline in(long limitMillis) {
        return new Deadline(limitMillis);
    }

    long passedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** 0 once it is over. */
    long leftMillis() {
        return Math.max(0, limitMillis - passedMillis());
    }

    boolean isOver() {
        return leftMillis() == 0;
    }

    /** The whole limit as users are told it, as {@code 20 s}. */
    String limit() {
        return limitMillis / 1000 + " s";
    }

    /**
     * Does {@code work} on a thread of its own, which is left behind if it never comes back.
     *
     * @param graceMillis how much longer than the limit it may take, as it looks at the limit itself
     * @throws TimeoutException if it isn't done in time
     * @throws ExecutionException if it fails
     */
    <T> T call(Callable<T> work, long graceMillis) throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<T> answer = new FutureTask<>(work);
        Thread working = new Thread(answer, "work with a time limit");
        working.setDaemon(true);
        working.start();
        return answer.get(leftMillis() + graceMillis, TimeUnit.MILLISECONDS);
    }
}
