package org.i3d4j.torch.train.loop;

import org.i3d4j.checkpoint.TrainingPosition;

/**
 * Ends training that gets no better.
 *
 * @param validations how many may pass without a better one; 0 for any number
 */
public record EarlyStop(int validations) {
    boolean isDue(TrainingPosition at) {
        return validations > 0 && at.validationsSinceBest() >= validations;
    }
}
