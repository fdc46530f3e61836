package org.i3d4j.torch.train.optimizer;

import org.i3d4j.checkpoint.TrainingPosition;

/**
 * Which batches make a step; counts are of all processes together.
 *
 * @param samplesPerEpoch samples of the loader in one epoch
 * @param samplesPerBatch of a full batch; the last of an epoch may have fewer
 * @param batchesPerStep batches of one update; the last of an epoch may have fewer
 */
public record StepPlan(int samplesPerEpoch, int samplesPerBatch, int batchesPerStep) {
    public StepPlan {
        if (samplesPerEpoch < 1 || samplesPerBatch < 1 || batchesPerStep < 1) {
            throw new IllegalArgumentException(samplesPerEpoch + " samples, " + samplesPerBatch + " a batch, "
                    + batchesPerStep + " batches a step");
        }
    }

    int batchesPerEpoch() {
        return batches(samplesPerEpoch);
    }

    public int stepsPerEpoch() {
        return steps(batchesPerEpoch());
    }

    /** Where the run stands after one more batch, its update not made yet. */
    public TrainingPosition nextBatch(TrainingPosition at) {
        return at.atSample((int) Math.min((long) at.sample() + samplesPerBatch, samplesPerEpoch));
    }

    /** Steps of the epoch up to {@code at}, one that is not complete included. */
    public int stepInEpoch(TrainingPosition at) {
        return steps(batches(at.sample()));
    }

    /**
     * Steps of the whole run up to {@code at} if all of it had run with this plan, which is what schedules go by: the
     * number of processes, and so the size of steps, may have changed on the way.
     */
    public long scheduledStep(TrainingPosition at) {
        return (long) at.epoch() * stepsPerEpoch() + stepInEpoch(at);
    }

    /** Whether the batch that led to {@code at} is the last of a step. */
    public boolean endsStep(TrainingPosition at) {
        return batches(at.sample()) % batchesPerStep == 0 || at.sample() == samplesPerEpoch;
    }

    /** Batches of the whole run up to {@code at}. */
    public long batchNumber(TrainingPosition at) {
        return (long) at.epoch() * batchesPerEpoch() + batches(at.sample());
    }

    private int batches(int samples) {
        return (samples + samplesPerBatch - 1) / samplesPerBatch;
    }

    private int steps(int batches) {
        return (batches + batchesPerStep - 1) / batchesPerStep;
    }
}
