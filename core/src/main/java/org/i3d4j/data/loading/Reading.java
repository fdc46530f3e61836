package org.i3d4j.data.loading;

import org.i3d4j.data.loading.BatchQueue.Task;

/**
 * A worker's read of one video. Either the worker claims the video's rows of the batch, or the read is given up: never
 * both, so a worker that comes back late from a hang can't write into memory that was handed on. Thread-safe.
 */
final class Reading {
    private enum State {
        READING,
        CLAIMED,
        GIVEN_UP
    }

    private final Task task;
    private final Thread worker;
    private final long startNanos;
    private State state = State.READING;

    /**
     * A read that begins.
     *
     * @param startNanos now, by the clock of the {@link ReadTimeLimit}
     */
    Reading(Task task, Thread worker, long startNanos) {
        this.task = task;
        this.worker = worker;
        this.startNanos = startNanos;
    }

    BatchAssembly batch() {
        return task.batch();
    }

    int position() {
        return task.position();
    }

    Thread worker() {
        return worker;
    }

    long startNanos() {
        return startNanos;
    }

    /**
     * For the worker, before it touches the batch, as often as it likes; from then on it does nothing that can hang.
     *
     * @return false if the read was given up: the batch is no longer its business
     */
    synchronized boolean claim() {
        if (state == State.GIVEN_UP) {
            return false;
        }
        state = State.CLAIMED;
        return true;
    }

    /** For everyone else: whether this call gave it up; not if it is claimed or was given up before. */
    synchronized boolean giveUp() {
        if (state != State.READING) {
            return false;
        }
        state = State.GIVEN_UP;
        return true;
    }
}
