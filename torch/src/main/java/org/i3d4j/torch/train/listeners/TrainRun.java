package org.i3d4j.torch.train.listeners;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.video.VideoLimits;

/**
 * What a run is going to do.
 *
 * @param folder where its results go
 * @param description data set, network and settings, for people, a line each
 * @param modelName how its checkpoints are named
 * @param classNames in the order of the logits
 * @param limits what a video may take that is opened for its picture
 * @param epochs epochs in all
 * @param stepsPerEpoch updates in one epoch
 * @param firstStep updates that were made before, when it resumes
 * @param firstEpoch epochs that were finished before, their validation included
 */
public record TrainRun(
        Path folder,
        List<String> description,
        String modelName,
        List<String> classNames,
        VideoLimits limits,
        int epochs,
        int stepsPerEpoch,
        long firstStep,
        int firstEpoch) {
    public TrainRun {
        description = List.copyOf(description);
        classNames = List.copyOf(classNames);
    }

    /** Updates in all. */
    public long totalSteps() {
        return (long) epochs * stepsPerEpoch;
    }
}
