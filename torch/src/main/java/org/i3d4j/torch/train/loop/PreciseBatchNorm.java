package org.i3d4j.torch.train.loop;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.Epoch;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.distributed.ProcessGroup;

/**
 * Measures the running statistics of batch norm anew, with the weights as they are, as the statistics of many batches
 * together (Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021): moving averages lag behind the weights.
 *
 * @param batches over all processes, each going through its share; 0 to leave the statistics as they are
 * @param loader of training clips
 */
public record PreciseBatchNorm(int batches, ClipLoader loader, TorchNetwork network, ProcessGroup group) {

    /** For all processes: replaces the running statistics that are not frozen by those of the first batches of an epoch. */
    void measure(int epoch) {
        if (batches == 0) {
            return;
        }
        ParameterStore parameters = network.parameters();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Epoch clips = loader.epochFrom(epoch, 0)) {
            Tensor sum = torch.zeros_like(parameters.statistics());
            Tensor squares = torch.zeros_like(parameters.statistics());
            int share = (batches + group.worldSize() - 1) / group.worldSize();
            int measured = 0;
            while (measured < share) {
                LabelledBatch batch = clips.next();
                if (batch == null) {
                    break;
                }
                if (measure(batch)) {
                    add(parameters.statistics(), sum, squares);
                    measured++;
                }
            }
            group.sum(sum);
            group.sum(squares);
            double total = group.sum(measured)[0];
            if (total > 0) {
                replace(parameters, sum.div_(new Scalar(total)), squares.div_(new Scalar(total)));
            }
        }
    }

    private static void add(Tensor statistics, Tensor sum, Tensor squares) {
        try (PointerScope scope = new PointerScope()) {
            sum.add_(statistics);
            squares.add_(statistics.square());
        }
    }

    /** Puts the statistics of a batch, which is closed, in the place of the running ones; whether it has clips. */
    private boolean measure(LabelledBatch batch) {
        try (batch;
                PointerScope scope = new PointerScope()) {
            if (!batch.isEmpty()) {
                network.measureStatistics(network.onDevice(batch.clips()));
            }
            return !batch.isEmpty();
        }
    }

    /** The variance of all batches together is the mean of theirs plus the variance of their means. */
    private void replace(ParameterStore parameters, Tensor mean, Tensor meanSquare) {
        Tensor spread = meanSquare.sub(mean.square()).clamp_min(new Scalar(0));
        for (Parameter parameter : parameters.measured()) {
            Tensor target = parameters.get(parameter.name());
            target.copy_(parameters.layout().view(mean, parameter.name()));
            if (parameter.role() == Role.RUNNING_VARIANCE) {
                target.add_(parameters.layout().view(spread, Role.RUNNING_MEAN.nameIn(parameter.layer())));
            }
        }
    }
}
