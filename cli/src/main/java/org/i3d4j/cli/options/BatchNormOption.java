package org.i3d4j.cli.options;

import java.util.Optional;
import org.i3d4j.checkpoint.SavedModel;
import picocli.CommandLine.Option;

/** Which eps batch norm has, where a checkpoint's family does not tell. */
public final class BatchNormOption {
    @Option(
            names = "--bn-eps",
            paramLabel = "EPS",
            description =
                    "Added to the variance in batch norm (default: as the checkpoint says; by its tensors' names, 1e-5"
                            + " for the reference system and 1e-3 for all others).")
    private Optional<Double> eps = Optional.empty();

    /** The model with the eps asked for. */
    public SavedModel applyTo(SavedModel model) {
        return eps.map(model::withBatchNormEps).orElse(model);
    }
}
