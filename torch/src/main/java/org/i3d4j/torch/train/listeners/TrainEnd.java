package org.i3d4j.torch.train.listeners;

import org.i3d4j.checkpoint.TrainingPosition;

/**
 * How a run ended.
 *
 * @param position where it stands
 * @param reason why it ended there
 */
public record TrainEnd(TrainingPosition position, Reason reason) {

    /** Why a run ended. */
    public enum Reason {
        /** All epochs are done. */
        FINISHED,
        /** The last validations were no better than one before. */
        EARLY_STOP,
        /** It was asked to; a checkpoint holds where it stands. */
        STOPPED
    }
}
