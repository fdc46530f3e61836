package org.i3d4j.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.weights.StateDict;

/**
 * A model read from a file, with what the file says of itself.
 *
 * @param file where it was read
 * @param settings what the network is built from
 * @param weights every tensor of the network, float32
 * @param classNames names of the first classes, in the order of the logits; empty if the file has none
 * @param config the configuration it was trained with, if the file has one
 * @param metrics what was measured when it was saved, by name
 * @param leftovers names of tensors in the file that the network has no use for, the optimizer's left out
 */
public record SavedModel(
        Path file,
        ModelSettings settings,
        StateDict weights,
        List<String> classNames,
        Optional<I3dConfig> config,
        Map<String, Double> metrics,
        List<String> leftovers) {
    public SavedModel {
        classNames = List.copyOf(classNames);
        metrics = Map.copyOf(metrics);
        leftovers = List.copyOf(leftovers);
    }
}
