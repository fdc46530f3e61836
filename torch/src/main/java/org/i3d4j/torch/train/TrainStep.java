package org.i3d4j.torch.train;

/**
 * One update.
 *
 * @param epoch counted from 1
 * @param step counted from 1 over the whole run
 * @param stepInEpoch counted from 1
 * @param loss mean cross-entropy of the batch before the update
 * @param top1 share of the batch classified right before the update
 * @param learningRate of the update
 * @param clips clips in the batch
 * @param seconds from the end of the last step to the end of this one
 * @param waitSeconds of these, waiting for the batch
 */
public record TrainStep(
        int epoch,
        long step,
        int stepInEpoch,
        double loss,
        double top1,
        double learningRate,
        int clips,
        double seconds,
        double waitSeconds) {}
