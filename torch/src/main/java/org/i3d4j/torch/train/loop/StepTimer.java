package org.i3d4j.torch.train.loop;

/** Splits the time of a step into waiting for its batches and learning from them. */
final class StepTimer {
    private static final double NANOS_PER_SECOND = 1e9;

    private long stepStart = System.nanoTime();
    private long waitStart = stepStart;
    private long waitNanos;

    void batchArrived() {
        waitNanos += System.nanoTime() - waitStart;
    }

    void batchLearnt() {
        waitStart = System.nanoTime();
    }

    void stepDone() {
        stepStart = System.nanoTime();
        waitStart = stepStart;
        waitNanos = 0;
    }

    /** From the end of the step before until now. */
    double stepSeconds() {
        return (System.nanoTime() - stepStart) / NANOS_PER_SECOND;
    }

    /** Of these, waiting for batches. */
    double waitSeconds() {
        return waitNanos / NANOS_PER_SECOND;
    }
}
