package org.i3d4j.torch.train.listeners;

/**
 * One update.
 *
 * @param epoch counted from 1
 * @param step counted from 1 over the whole run
 * @param stepInEpoch counted from 1
 * @param loss mean over the clips, before the update
 * @param top1 share of the clips classified right before the update; a video of several classes is, if the first guess is
 *     one of them
 * @param learningRate of the update
 * @param clips clips in its batches
 * @param seconds from the end of the last step to the end of this one
 * @param waitSeconds of these, waiting for batches
 * @param gradientWaitSeconds of these, waiting for the gradients of other processes
 * @param gradientNorm length of the gradient before clipping; NaN if it was not measured
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
        double waitSeconds,
        double gradientWaitSeconds,
        double gradientNorm) {}
