package org.i3d4j.cli.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.TwoStreamOptions;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which checkpoints {@code i3d eval} measures. */
final class EvaluatedModels {
    /** In a checkpoint's name: the number of the published split. */
    static final String FOLD = "{fold}";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--checkpoint",
            paramLabel = "CKPT",
            description = "The model (default: eval.pretrained_model of the configuration).")
    private Optional<Path> checkpoint = Optional.empty();

    @Mixin
    private TwoStreamOptions streams = new TwoStreamOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    TwoStreamOptions streams() {
        return streams;
    }

    /** Whether each fold has models of its own. */
    boolean differByFold(I3dConfig config) {
        return checkpoint(config).toString().contains(FOLD)
                && streams.flowCheckpoint()
                        .map(file -> file.toString().contains(FOLD))
                        .orElse(true);
    }

    /**
     * The model, of RGB if there are two.
     *
     * @throws ConfigException if nothing names one
     */
    SavedModel read(I3dConfig config) {
        return read(checkpoint(config), config);
    }

    /** That of optical flow beside it, if there is one. */
    Optional<SavedModel> readFlow(I3dConfig config) {
        return streams.flowCheckpoint().map(file -> read(file, config));
    }

    private SavedModel read(Path named, I3dConfig config) {
        int fold = config.dataLoader().eval().dataset().fold();
        Path file = Path.of(named.toString().replace(FOLD, String.valueOf(fold)));
        return network.read(NamedCheckpoint.file(file, spec));
    }

    private Path checkpoint(I3dConfig config) {
        return checkpoint.orElseGet(() -> {
            String file = config.eval().pretrainedModel();
            if (file.isBlank()) {
                throw new ConfigException("no checkpoint named: give --checkpoint CKPT, or set eval.pretrained_model");
            }
            return Path.of(file);
        });
    }
}
