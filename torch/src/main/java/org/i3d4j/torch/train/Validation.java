package org.i3d4j.torch.train;

import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.network.Network;

/**
 * Measuring the network on the validation videos during training.
 *
 * @param evaluator over the validation videos
 * @param network the one being trained
 * @param everyEpochs epochs between validations; 0 for none at all
 */
record Validation(Evaluator evaluator, Network network, int everyEpochs) {

    boolean isDue(int epochsDone, int epochs) {
        return everyEpochs > 0 && (epochsDone == epochs || epochsDone % everyEpochs == 0);
    }

    Evaluation run() {
        return evaluator.evaluate(network, videos -> {});
    }
}
