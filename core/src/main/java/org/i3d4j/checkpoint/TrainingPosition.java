package org.i3d4j.checkpoint;

/**
 * Where a run stands.
 *
 * @param epoch epochs finished
 * @param sample samples of the next epoch already learnt from, by all processes
 * @param step updates made
 * @param bestScore best score of a validation so far, in [0, 1]; -1 before the first
 * @param validationsSinceBest validations after that one, none of them better
 */
public record TrainingPosition(int epoch, int sample, long step, double bestScore, int validationsSinceBest) {
    /** Before the first step. */
    public static final TrainingPosition START = new TrainingPosition(0, 0, 0, -1, 0);

    public TrainingPosition {
        if (epoch < 0 || sample < 0 || step < 0 || validationsSinceBest < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ", sample " + sample + ", step " + step + ", "
                    + validationsSinceBest + " validations since the best: a run can't stand before its beginning");
        }
    }

    /** After {@code samples} samples of the epoch, their update not made yet. */
    public TrainingPosition atSample(int samples) {
        return new TrainingPosition(epoch, samples, step, bestScore, validationsSinceBest);
    }

    /** After the update from the batches so far. */
    public TrainingPosition nextStep() {
        return new TrainingPosition(epoch, sample, step + 1, bestScore, validationsSinceBest);
    }

    /** At the start of the next epoch. */
    public TrainingPosition nextEpoch() {
        return new TrainingPosition(epoch + 1, 0, step, bestScore, validationsSinceBest);
    }

    /** After a validation. */
    public TrainingPosition validated(double score) {
        return score > bestScore
                ? new TrainingPosition(epoch, sample, step, score, 0)
                : new TrainingPosition(epoch, sample, step, bestScore, validationsSinceBest + 1);
    }
}
