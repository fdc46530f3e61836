package org.i3d4j.torch.train;

import java.nio.file.Path;

/**
 * What a run is going to do.
 *
 * @param folder where its results go
 * @param description data set, network and settings, for people; several lines
 * @param epochs epochs in all
 * @param stepsPerEpoch updates in one epoch
 * @param firstStep updates that were made before, when it resumes
 */
public record TrainRun(Path folder, String description, int epochs, int stepsPerEpoch, long firstStep) {

    /** Updates in all. */
    public long totalSteps() {
        return (long) epochs * stepsPerEpoch;
    }
}
