package org.i3d4j.torch.distributed;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.torch.BatchNorm;

/**
 * Batch norm over the clips of all processes. Each process contributes mean, sum of squared deviations and count of its
 * part, which are merged as Chan et al. have it ("Updating formulae and a pairwise algorithm for computing sample
 * variances", 1979), without the cancellation of sums of squares. A loss depends on the part of every process, so the
 * gradients of the contributions are summed over the processes on the way back.
 */
public final class SyncBatchNorm implements BatchNorm {
    private static final long[] ALL_BUT_CHANNELS = {0, 2, 3, 4};

    private final ProcessGroup group;
    private final GradientSum gradientSum;

    public SyncBatchNorm(ProcessGroup group) {
        this.group = group;
        this.gradientSum = new GradientSum(group);
        // Native code calls it after the scopes of the layers are closed.
        gradientSum.retainReference();
    }

    /** Sums a gradient over the processes. */
    private static final class GradientSum extends TensorTensorHook {
        private final ProcessGroup group;

        GradientSum(ProcessGroup group) {
            this.group = group;
        }

        @Override
        public TensorBase call(TensorBase gradient) {
            Tensor sum = new Tensor(gradient).clone();
            group.sum(sum);
            return sum;
        }
    }

    @Override
    public Tensor normalise(Tensor x, Norm norm, boolean counts) {
        Tensor floats = x.to(ScalarType.Float);
        long channels = x.size(1);
        double values = counts ? (double) x.numel() / channels : 0;
        Tensor own = statistics(floats, values);
        Tensor everyone = table(own);
        Tensor numbers = everyone.narrow(1, 2 * channels, 1).detach();
        double total = numbers.sum().item_double();
        if (total <= 1) {
            return BatchNorm.withRunningStatistics(x, norm, false);
        }
        Tensor shares = numbers.div(new Scalar(total));
        Tensor means = everyone.narrow(1, 0, channels);
        Tensor mean = means.mul(shares).sum(0);
        Tensor between = means.sub(mean).square().mul(shares).sum(0);
        Tensor within = everyone.narrow(1, channels, channels).sum(0).div(new Scalar(total));
        Tensor variance = within.add(between);
        moveRunning(norm, mean, variance, total);
        return apply(floats, norm, mean, variance).to(x.scalar_type());
    }

    /** Mean and sum of squared deviations of each channel, and the number of values: 2C + 1. */
    private static Tensor statistics(Tensor x, double values) {
        T_TensorTensor_T measured = torch.var_mean(x, ALL_BUT_CHANNELS, new ScalarOptional(new Scalar(0)), false);
        Tensor deviations = measured.get0().mul(new Scalar(values));
        Tensor number = torch.full(new long[] {1}, new Scalar(values), x.options());
        return torch.cat(new TensorVector(measured.get1(), deviations, number), 0);
    }

    /** The statistics of every process, a row each; gradients go back through this process's row. */
    private Tensor table(Tensor own) {
        int ranks = group.worldSize();
        int rank = group.rank();
        Tensor all = torch.zeros(new long[] {ranks, own.size(0)}, own.options());
        try (NoGradGuard guard = new NoGradGuard()) {
            all.select(0, rank).copy_(own);
        }
        group.sum(all);
        Tensor table = torch.cat(
                new TensorVector(all.narrow(0, 0, rank), own.unsqueeze(0), all.narrow(0, rank + 1, ranks - rank - 1L)),
                0);
        if (table.requires_grad()) {
            table.register_hook(gradientSum);
        }
        return table;
    }

    private static void moveRunning(Norm norm, Tensor mean, Tensor variance, double total) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Scalar momentum = new Scalar(norm.momentum());
            norm.runningMean().lerp_(mean, momentum);
            norm.runningVariance().lerp_(variance.mul(new Scalar(total / (total - 1))), momentum);
        }
    }

    private static Tensor apply(Tensor x, Norm norm, Tensor mean, Tensor variance) {
        long[] perChannel = {1, mean.size(0), 1, 1, 1};
        Tensor scale = norm.gamma().mul(variance.add(new Scalar(norm.eps())).rsqrt());
        Tensor shift = norm.beta().sub(mean.mul(scale));
        return torch.addcmul(shift.view(perChannel), x, scale.view(perChannel));
    }
}
