package org.i3d4j.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.metrics.StreamWeights;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What makes a model of RGB a two-stream one. */
public final class TwoStreamOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FlowCheckpointOption flow = new FlowCheckpointOption();

    @Option(
            names = "--stream-weights",
            paramLabel = "RGB,FLOW",
            converter = WeightsConverter.class,
            description = "What the logits of each stream count in their sum (default: 1,1).")
    private Optional<StreamWeights> weights = Optional.empty();

    @Mixin
    private FlowFolderOption folder = new FlowFolderOption();

    /** Messages instead of the type's name. */
    static final class WeightsConverter implements ITypeConverter<StreamWeights> {
        @Override
        public StreamWeights convert(String text) {
            String[] parts = text.split(",", -1);
            try {
                if (parts.length == 2) {
                    return new StreamWeights(
                            Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
                }
            } catch (IllegalArgumentException e) {
                // Told below, as all that can't be meant.
            }
            throw new TypeConversionException(
                    "expected two numbers of at least 0, of RGB and of flow, not both 0, as 1,1.5," + " found '" + text
                            + "'");
        }
    }

    /**
     * Looks before a model is read.
     *
     * @throws ParameterException for what can't be meant
     * @throws org.i3d4j.error.ConfigException if a folder is none
     */
    public void check() {
        folder.check();
        if (weights.isPresent() && flowCheckpoint().isEmpty()) {
            throw usage("--stream-weights is for two streams; name that of optical flow by --flow-checkpoint");
        }
    }

    /** The second network, if there is one. */
    public Optional<Path> flowCheckpoint() {
        return flow.file();
    }

    /** Whether there are two networks. */
    public boolean areTwo() {
        return flowCheckpoint().isPresent();
    }

    /** What each counts. */
    public StreamWeights weights() {
        return weights.orElse(StreamWeights.EQUAL);
    }

    /** Flow that was computed before. */
    public Optional<Path> flowFolder() {
        return folder.folder();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
