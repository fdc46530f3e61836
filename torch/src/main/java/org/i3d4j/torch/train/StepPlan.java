package org.i3d4j.torch.train;

import org.i3d4j.checkpoint.TrainingPosition;

/**
 * Which batches make a step.
 *
 * @param batchesPerEpoch batches of the loader in one epoch
 * @param batchesPerStep batches of one update; the last of an epoch may have fewer
 */
record StepPlan(int batchesPerEpoch, int batchesPerStep) {
    StepPlan {
        if (batchesPerEpoch < 1 || batchesPerStep < 1) {
            throw new IllegalArgumentException(batchesPerEpoch + " batches, " + batchesPerStep + " a step");
        }
    }

    int stepsPerEpoch() {
        return steps(batchesPerEpoch);
    }

    /** Steps of the epoch up to {@code at}, one that is not complete included. */
    int stepInEpoch(TrainingPosition at) {
        return steps(at.batch());
    }

    private int steps(int batches) {
        return (batches + batchesPerStep - 1) / batchesPerStep;
    }

    /** Whether the batch that led to {@code at} is the last of a step. */
    boolean endsStep(TrainingPosition at) {
        return at.batch() % batchesPerStep == 0 || at.batch() == batchesPerEpoch;
    }

    /** Batches of the whole run up to {@code at}. */
    long batchNumber(TrainingPosition at) {
        return (long) at.epoch() * batchesPerEpoch + at.batch();
    }
}
