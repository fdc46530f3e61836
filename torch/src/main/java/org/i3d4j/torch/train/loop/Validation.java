package org.i3d4j.torch.train.loop;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.network.Network;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.optimizer.Ema;

/**
 * Measuring the network on the validation videos during training, with its averaged weights if there are any.
 *
 * @param evaluator over the validation videos
 * @param network the one being trained
 * @param measured lends it to the evaluator
 * @param ema its averages
 * @param statistics measures those of batch norm before
 * @param group the processes that share the work
 * @param everyEpochs epochs between validations
 */
public record Validation(
        Evaluator evaluator,
        TorchNetwork network,
        MeasuredNetwork measured,
        Ema ema,
        PreciseBatchNorm statistics,
        ProcessGroup group,
        int everyEpochs) {

    private static final class Stopped extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    boolean isDue(int epochsDone, int epochs) {
        return epochsDone == epochs || epochsDone % everyEpochs == 0;
    }

    /** Told how many videos of how many are measured. */
    @FunctionalInterface
    interface Watch {
        void measured(int done, int videos);
    }

    /**
     * Measures the network, for all processes.
     *
     * @param epoch number of the coming epoch, whose first batches {@link #statistics} are measured on
     * @param watch called on another thread
     * @param use of the result, while the network still holds the weights measured
     * @return what {@code use} gave; empty if {@code stop} was made before the last video
     */
    <R> Optional<R> run(int epoch, StopRequest stop, Watch watch, Function<Evaluation, R> use) {
        ema.exchange();
        try {
            statistics.measure(epoch);
            // Each process has measured its own clips; those of the first are the model's.
            group.broadcast(network.parameters().statistics());
            return Optional.of(use.apply(measured.lend(lent -> evaluate(lent, stop, watch))));
        } catch (Stopped e) {
            return Optional.empty();
        } finally {
            ema.exchange();
        }
    }

    private Evaluation evaluate(Network lent, StopRequest stop, Watch watch) {
        int videos = evaluator.videos();
        return evaluator.evaluate(
                lent,
                own -> {
                    watch.measured(Math.min(videos, own * group.worldSize()), videos);
                    // Others would wait for the share of one that stops.
                    if (stop.isMade() && !group.isShared()) {
                        throw new Stopped();
                    }
                },
                group);
    }
}
