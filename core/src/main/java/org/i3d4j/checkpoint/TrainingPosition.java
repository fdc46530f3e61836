package org.i3d4j.checkpoint;

/**
 * Where a run stands.
 *
 * @param epoch epochs finished
 * @param batch batches of the next epoch already learnt from
 * @param step updates made
 * @param bestTop1 best validation accuracy so far, in [0, 1]; -1 before the first validation
 */
public record TrainingPosition(int epoch, int batch, long step, double bestTop1) {
    /** Before the first step. */
    public static final TrainingPosition START = new TrainingPosition(0, 0, 0, -1);

    public TrainingPosition {
        if (epoch < 0 || batch < 0 || step < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ", batch " + batch + ", step " + step
                    + ": a run can't stand before its beginning");
        }
    }

    /** After one more update. */
    public TrainingPosition nextStep() {
        return new TrainingPosition(epoch, batch + 1, step + 1, bestTop1);
    }

    /** At the start of the next epoch. */
    public TrainingPosition nextEpoch() {
        return new TrainingPosition(epoch + 1, 0, step, bestTop1);
    }

    public TrainingPosition withBestTop1(double newBestTop1) {
        return new TrainingPosition(epoch, batch, step, newBestTop1);
    }
}
