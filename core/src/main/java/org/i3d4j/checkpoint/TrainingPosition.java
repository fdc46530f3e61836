package org.i3d4j.checkpoint;

/**
 * Where a run stands.
 *
 * @param epoch epochs finished
 * @param batch batches of the next epoch already learnt from
 * @param step updates made
 * @param bestScore best score of a validation so far, in [0, 1]; -1 before the first
 * @param validationsSinceBest validations after that one, none of them better
 */
public record TrainingPosition(int epoch, int batch, long step, double bestScore, int validationsSinceBest) {
    /** Before the first step. */
    public static final TrainingPosition START = new TrainingPosition(0, 0, 0, -1, 0);

    public TrainingPosition {
        if (epoch < 0 || batch < 0 || step < 0 || validationsSinceBest < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ", batch " + batch + ", step " + step + ", "
                    + validationsSinceBest + " validations since the best: a run can't stand before its beginning");
        }
    }

    /** After one more batch, its update not made yet. */
    public TrainingPosition nextBatch() {
        return new TrainingPosition(epoch, batch + 1, step, bestScore, validationsSinceBest);
    }

    /** After the update from the batches so far. */
    public TrainingPosition nextStep() {
        return new TrainingPosition(epoch, batch, step + 1, bestScore, validationsSinceBest);
    }

    /** At the start of the next epoch. */
    public TrainingPosition nextEpoch() {
        return new TrainingPosition(epoch + 1, 0, step, bestScore, validationsSinceBest);
    }

    /** After a validation. */
    public TrainingPosition validated(double score) {
        return score > bestScore
                ? new TrainingPosition(epoch, batch, step, score, 0)
                : new TrainingPosition(epoch, batch, step, bestScore, validationsSinceBest + 1);
    }
}
