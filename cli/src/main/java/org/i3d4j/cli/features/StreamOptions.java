package org.i3d4j.cli.features;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.FlowCheckpointOption;
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

    @Option(
            names = "--streams",
            paramLabel = "STREAM",
            split = ",",
            description = "rgb, flow, or both as rgb,flow (default: what there are checkpoints for).")
    private List<Modality> streams = List.of();

    /** @throws ParameterException if a stream has no checkpoint, or the other way round */
    void check() {
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
     * @throws ShapeException if one is of the other kind of frames
     */
    Map<Modality, SavedModel> read() {
        Map<Modality, SavedModel> models = new LinkedHashMap<>();
        if (flow.file().isEmpty()) {
            SavedModel only = model(checkpoint);
            Modality kind = Modality.of(only.settings().inputChannels())
                    .orElseThrow(() -> new ShapeException(checkpoint + ": takes frames of "
                            + Modality.words(only.settings().inputChannels()) + "; expected RGB or optical flow"));
            requireKind(checkpoint, only, streams.isEmpty() ? kind : streams.get(0));
            models.put(kind, only);
            return models;
        }
        if (streams.isEmpty() || streams.contains(Modality.RGB)) {
            models.put(Modality.RGB, requireKind(checkpoint, model(checkpoint), Modality.RGB));
        }
        models.put(
                Modality.FLOW, requireKind(flow.file().get(), model(flow.file().get()), Modality.FLOW));
        return models;
    }

    private SavedModel model(Path named) {
        return Checkpoints.read(NamedCheckpoint.file(named, spec));
    }

    private static SavedModel requireKind(Path named, SavedModel model, Modality stream) {
        int channels = model.settings().inputChannels();
        if (channels != stream.channels()) {
            throw new ShapeException(named + ": is a model of " + Modality.words(channels) + "; the stream "
                    + (stream == Modality.RGB ? "rgb" : "flow") + " needs one of "
                    + Modality.words(stream.channels()));
        }
        return model;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
