package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import picocli.CommandLine.Option;

/** What a network is built from, where a checkpoint does not tell. */
public final class NetworkOptions {
    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The network, ${COMPLETION-CANDIDATES} (default: as the checkpoint says; by its"
                    + " tensors' names and shapes, which tell no strides).")
    private Optional<Backbone> backbone = Optional.empty();

    @Option(
            names = "--bn-eps",
            paramLabel = "EPS",
            description =
                    "Added to the variance in batch norm (default: as the checkpoint says; by its tensors' names, 1e-5"
                            + " for the reference system and ResNet-50 and 1e-3 for all others).")
    private Optional<Double> eps = Optional.empty();

    /** Which network is asked for. */
    public Optional<Backbone> backbone() {
        return backbone;
    }

    /**
     * Reads a model as what is asked for.
     *
     * @throws org.i3d4j.error.WeightsException as {@link Checkpoints#read(Path, Optional)}
     */
    public SavedModel read(Path checkpoint) {
        return withEps(Checkpoints.read(checkpoint, backbone));
    }

    /** The model with the eps asked for. */
    public SavedModel withEps(SavedModel model) {
        return eps.map(model::withBatchNormEps).orElse(model);
    }
}
