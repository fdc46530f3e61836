package org.i3d4j.torch.train;

/** Splits the time of a step into waiting for its batch and learning from it. */
final class StepTimer {
    private static final double NANOS_PER_SECOND = 1e9;

    private long stepStart = System.nanoTime();
    private long batchArrival = stepStart;

    void batchArrived() {
        batchArrival = System.nanoTime();
    }

    void stepDone() {
        stepStart = System.nanoTime();
    }

    /** From the end of the step before until now. */
    double stepSeconds() {
        return (System.nanoTime() - stepStart) / NANOS_PER_SECOND;
    }

    /** Of these, until the batch came. */
    double waitSeconds() {
        return (batchArrival - stepStart) / NANOS_PER_SECOND;
    }
}
