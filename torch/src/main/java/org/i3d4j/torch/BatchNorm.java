package org.i3d4j.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Batch normalisation (Ioffe and Szegedy, ICML 2015) of training: with statistics measured on the batch. */
public interface BatchNorm {

    /**
     * The tensors and settings of one batch norm.
     *
     * @param gamma scales, C
     * @param beta shifts, C
     * @param runningMean moved towards the batch's mean, C
     * @param runningVariance moved towards the batch's variance, C
     * @param momentum how far they move, in [0, 1]
     * @param eps added to variances
     */
    record Norm(Tensor gamma, Tensor beta, Tensor runningMean, Tensor runningVariance, double momentum, double eps) {}

    /**
     * Normalises a batch by its own statistics.
     *
     * @param x N,C,T,H,W
     * @param counts false for values that stand in for none: they leave no trace in statistics and gradients
     */
    Tensor normalise(Tensor x, Norm norm, boolean counts);

    /** Of the batch of this process alone. */
    BatchNorm LOCAL = (x, norm, counts) -> withRunningStatistics(x, norm, counts && hasSpread(x));

    /** One value in each channel has no variance. */
    private static boolean hasSpread(Tensor x) {
        return x.numel() > x.size(1);
    }

    /** Normalises by the running statistics, or by those of the batch, moving the running ones. */
    static Tensor withRunningStatistics(Tensor x, Norm norm, boolean ofBatch) {
        return torch.batch_norm(
                x,
                new TensorOptional(norm.gamma()),
                new TensorOptional(norm.beta()),
                new TensorOptional(norm.runningMean()),
                new TensorOptional(norm.runningVariance()),
                ofBatch,
                norm.momentum(),
                norm.eps(),
                true);
    }
}
