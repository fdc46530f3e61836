package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.error.ConfigException;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Weights to start training from. */
final class PretrainedWeights {
    private static final Logger log = LoggerFactory.getLogger(PretrainedWeights.class);

    private PretrainedWeights() {}

    /**
     * Puts a checkpoint's weights into {@code network}; a head of another number of classes stays as it is, random.
     *
     * @throws org.i3d4j.error.WeightsException if the checkpoint can't be read
     * @throws ConfigException if it was trained on another number of channels
     */
    static void load(Path file, InceptionI3d network) {
        SavedModel saved = Checkpoints.read(file);
        int channels = network.settings().inputChannels();
        if (saved.settings().inputChannels() != channels) {
            throw new ConfigException(file + ": was trained on clips with "
                    + saved.settings().inputChannels() + " channels, model.in_channel is " + channels);
        }
        boolean sameHead = saved.settings().classes() == network.settings().classes();
        if (!sameHead) {
            log.info(
                    "{} has {} classes, model.num_classes is {}: the head starts from random weights",
                    file,
                    saved.settings().classes(),
                    network.settings().classes());
        }
        network.load(sameHead ? saved.weights() : withHeadOf(network, saved.weights()));
    }

    private static StateDict withHeadOf(InceptionI3d network, StateDict trunk) {
        Map<String, TensorData> weights = new LinkedHashMap<>(trunk.asMap());
        StateDict random = network.stateDict();
        for (Parameter parameter : Parameter.of(network.architecture())) {
            if (parameter.layer().equals(Architecture.HEAD)) {
                weights.put(parameter.name(), random.require(parameter.name()));
            }
        }
        return new StateDict(weights);
    }
}
