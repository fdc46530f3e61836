package org.i3d4j.torch.train;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.network.Network;

/**
 * Measuring the network on the validation videos during training, with its averaged weights if there are any.
 *
 * @param evaluator over the validation videos
 * @param network the one being trained
 * @param ema its averages
 * @param everyEpochs epochs between validations; 0 for none at all
 */
record Validation(Evaluator evaluator, Network network, Ema ema, int everyEpochs) {

    private static final class Stopped extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    boolean isDue(int epochsDone, int epochs) {
        return everyEpochs > 0 && (epochsDone == epochs || epochsDone % everyEpochs == 0);
    }

    /**
     * Measures the network.
     *
     * @param use of the result, while the network still holds the weights measured
     * @return what {@code use} gave; empty if {@code stop} was made before the last video
     */
    <R> Optional<R> run(StopRequest stop, Function<Evaluation, R> use) {
        ema.exchange();
        try {
            Evaluation evaluation = evaluator.evaluate(network, videos -> {
                if (stop.isMade()) {
                    throw new Stopped();
                }
            });
            return Optional.of(use.apply(evaluation));
        } catch (Stopped e) {
            return Optional.empty();
        } finally {
            ema.exchange();
        }
    }
}
