package org.i3d4j.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which network, where no checkpoint says so. */
final class ModelOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "inception|r50|r50-8x8",
            description = "The network, where no checkpoint is given: Inception, or ResNet-50 as of mmaction2 or, for 8"
                    + " frames, of PySlowFast and PyTorchVideo (default: inception).")
    private Optional<Name> name = Optional.empty();

    /** As commands call networks. */
    enum Name {
        INCEPTION(Backbone.INCEPTION, 64),
        R50(Backbone.RESNET_50, 32),
        R50_8X8(Backbone.RESNET_50_8X8, 8);

        private final Backbone backbone;
        private final int frames;

        /** @param frames of the clips that the published models were trained on */
        Name(Backbone backbone, int frames) {
            this.backbone = backbone;
            this.frames = frames;
        }
    }

    private Name chosen() {
        return name.orElse(Name.INCEPTION);
    }

    Backbone backbone() {
        return chosen().backbone;
    }

    /** Of clips that models of this network are published for. */
    int frames() {
        return chosen().frames;
    }

    /**
     * Sees to it that one of both says which network it is.
     *
     * @throws ParameterException if a network was asked for beside a checkpoint
     */
    void refuseBeside(Optional<Path> checkpoint) {
        if (name.isPresent() && checkpoint.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--model: " + checkpoint.get() + " says itself of which network it is");
        }
    }
}
