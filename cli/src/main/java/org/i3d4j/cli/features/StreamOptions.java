package org.i3d4j.cli.features;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.StreamModels;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.FlowCheckpointOption;
import org.i3d4j.cli.options.FlowFolderOption;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Modality;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The networks of {@code i3d features}: one for each stream. */
final class StreamOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "CKPT",
            description = "The model: of RGB, or of optical flow for flow alone.")
    private Path checkpoint = Path.of("");

    @Mixin
    private FlowCheckpointOption flow = new FlowCheckpointOption();

    @Mixin
    private FlowFolderOption flowFolder = new FlowFolderOption();

    @Option(
            names = "--streams",
            paramLabel = "STREAM",
            split = ",",
            description = "rgb, flow, or both as rgb,flow (default: what there are checkpoints for).")
    private List<Modality> streams = List.of();

    /** Flow that was computed before. */
    Optional<Path> flowFolder() {
        return flowFolder.folder();
    }

    /**
     * Looks before a model is read.
     *
     * @param resampled whether videos are brought to another frame rate
     * @throws ParameterException if a stream has no checkpoint, or the other way round
     */
    void check(boolean resampled) {
        flowFolder.check();
        if (flowFolder().isPresent() && resampled) {
            throw usage("--flow-folder holds the flow of all frames; with --fps it is computed of those that are left");
        }
        if (streams.size() != streams.stream().distinct().count()) {
            throw usage("--streams names a stream twice");
        }
        if (streams.size() > 1 && flow.file().isEmpty()) {
            throw usage("--streams rgb,flow needs --flow-checkpoint beside --checkpoint");
        }
        if (flow.file().isPresent() && !streams.isEmpty() && !streams.contains(Modality.FLOW)) {
            throw usage("--flow-checkpoint is for --streams flow or rgb,flow");
        }
    }

    /**
     * Reads those that are asked for.
     *
     * @param network which they are of; empty if they say so themselves
     * @throws ShapeException if one is of the other kind of frames
     * @throws ConfigException if there is a folder of flow, and no network that takes it
     */
    Map<Modality, SavedModel> read(Optional<Backbone> network) {
        Map<Modality, SavedModel> models = readAll(network);
        if (flowFolder().isPresent() && !models.containsKey(Modality.FLOW)) {
            throw new ConfigException("--flow-folder is for models of optical flow; " + checkpoint + " takes "
                    + Modality.words(Modality.RGB.channels()));
        }
        return models;
    }

    private Map<Modality, SavedModel> readAll(Optional<Backbone> network) {
        Map<Modality, SavedModel> models = new LinkedHashMap<>();
        if (flow.file().isEmpty()) {
            SavedModel only = model(checkpoint, network);
            Modality kind = Modality.of(only.settings().inputChannels())
                    .orElseThrow(() -> new ShapeException(checkpoint + ": takes frames of "
                            + Modality.words(only.settings().inputChannels()) + "; expected RGB or optical flow"));
            StreamModels.require(only, streams.isEmpty() ? kind : streams.get(0));
            models.put(kind, only);
            return models;
        }
        if (streams.isEmpty() || streams.contains(Modality.RGB)) {
            models.put(Modality.RGB, StreamModels.require(model(checkpoint, network), Modality.RGB));
        }
        models.put(Modality.FLOW, StreamModels.require(model(flow.file().get(), network), Modality.FLOW));
        return models;
    }

    private SavedModel model(Path named, Optional<Backbone> network) {
        return Checkpoints.read(NamedCheckpoint.file(named, spec), network);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
