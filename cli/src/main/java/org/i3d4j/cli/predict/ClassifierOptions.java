package org.i3d4j.cli.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.StreamModels;
import org.i3d4j.cli.input.InputFiles;
import org.i3d4j.cli.input.InputSearch;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.input.StreamPairs;
import org.i3d4j.cli.options.ComputeOptions;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.cli.options.NetworkOptions;
import org.i3d4j.cli.options.PreprocessingOptions;
import org.i3d4j.cli.options.TwoStreamOptions;
import org.i3d4j.cli.options.VideoOptions;
import org.i3d4j.cli.process.Session;
import org.i3d4j.data.source.FlowReading;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.I3dException;
import org.i3d4j.predict.ClassLabels;
import org.i3d4j.predict.Predictor;
import org.i3d4j.text.Counted;
import org.i3d4j.video.Modality;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The networks of {@code i3d predict}, and how they are given videos. */
final class ClassifierOptions {
    private static final Logger log = LoggerFactory.getLogger(ClassifierOptions.class);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--checkpoint", required = true, paramLabel = "CKPT", description = "The model.")
    private Path checkpoint = Path.of("");

    @Mixin
    private TwoStreamOptions streams = new TwoStreamOptions();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Class names, one a line (default: the checkpoint's).")
    private Optional<Path> labels = Optional.empty();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Mixin
    private SamplingOption sampling = new SamplingOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private DeterministicOption deterministic = new DeterministicOption();

    @Mixin
    private VideoOptions video = new VideoOptions();

    private final InputSearch search = new InputSearch();

    /** @throws ParameterException for what can't be meant or doesn't go together */
    void check(boolean windowed, boolean live, boolean mapped) {
        streams.check();
        preprocessing.check();
        sampling.check(spec.commandLine(), windowed, live, mapped || streams.areTwo());
        if (live && (streams.areTwo() || streams.flowFolder().isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the optical flow of a live source is not computed; --flow-checkpoint and --flow-folder can't be combined"
                            + " with --live");
        }
        if (mapped && streams.areTwo()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--heat and --heat-sheet show what one network sees; they can't be combined with --flow-checkpoint");
        }
        compute.requireDevice();
    }

    /** Whether evaluation's frames are looked at, not all. */
    boolean areEvaluations() {
        return sampling.isEvaluations();
    }

    /** Where inputs are looked for. */
    InputSearch search() {
        return search;
    }

    /** What a video may take. */
    VideoLimits limits() {
        return video.limits();
    }

    /**
     * Loads the networks.
     *
     * @param inputs what they are for; none of a live source
     * @param windows how they move along a video
     * @param heat which maps are made beside, of one network
     * @return the caller's
     */
    Classifier open(List<Path> inputs, WindowOptions windows, HeatOptions heat) {
        if (!streams.areTwo()) {
            return openOne(inputs, windows, heat);
        }
        SavedModel model = read(checkpoint);
        StreamModels both =
                new StreamModels(model, read(streams.flowCheckpoint().orElseThrow()));
        both.note().ifPresent(note -> Session.note(spec, note));
        ClassLabels names = labelsOf(both.naming());
        OneStream rgb = stream(both.rgb(), names, inputs, windows, heat);
        try {
            OneStream flow = stream(both.flow(), names, inputs, windows, heat);
            return new BothStreams(rgb, flow, streams.weights(), StreamPairs.of(inputs, search));
        } catch (RuntimeException | Error e) {
            rgb.close();
            throw e;
        }
    }

    /** As {@link #open}, of one network alone, as live sources have it. */
    OneStream openOne(List<Path> inputs, WindowOptions windows, HeatOptions heat) {
        SavedModel model = read(checkpoint);
        return stream(model, labelsOf(model), inputs, windows, heat);
    }

    private SavedModel read(Path named) {
        return network.read(NamedCheckpoint.file(named, spec));
    }

    private OneStream stream(
            SavedModel read, ClassLabels names, List<Path> inputs, WindowOptions windows, HeatOptions heat) {
        Preprocessing used = preprocessing.of(read);
        if (inputs.isEmpty() || !inputs.stream().allMatch(InputFiles::isPrepared)) {
            preprocessing.tell(read, used);
        }
        SavedModel prepared = read.withPreprocessing(used);
        heat.prepare(spec.commandLine(), prepared, names, inputs, limits());
        I3d i3d = I3d.load(prepared, deterministic.applyTo(compute.compute()), names);
        try {
            SavedModel model = i3d.model();
            boolean ofFlow = model.settings().inputChannels() == Modality.FLOW.channels();
            String which = streams.areTwo() ? ofFlow ? " of optical flow" : " of RGB" : "";
            log.info("the network{} runs on {}", which, i3d.network().description());
            Predictor predictor = i3d.predictor().withLimits(limits());
            if (ofFlow) {
                tellFlow(model, inputs);
                predictor = streams.flowFolder().map(predictor::withFlowFolder).orElse(predictor);
            } else if (streams.flowFolder().isPresent() && !streams.areTwo()) {
                throw new ConfigException("--flow-folder is for models of optical flow; " + model.file() + " takes "
                        + Modality.words(model.settings().inputChannels()));
            }
            return new OneStream(i3d, names, predictor, sampling.sampled(predictor, model, used), windows, heat);
        } catch (RuntimeException | Error e) {
            i3d.close();
            throw e;
        }
    }

    private void tellFlow(SavedModel model, List<Path> inputs) {
        List<Path> videos = inputs.stream()
                .flatMap(input -> videosOf(input).stream())
                .filter(file -> !InputFiles.isArray(file))
                .toList();
        if (videos.isEmpty()) {
            return;
        }
        FlowSettings making = model.preprocessing().flow();
        String computed = "of what is no optical flow yet, it is computed (" + making + ")";
        Session.note(
                spec,
                streams.flowFolder()
                        .map(folder -> {
                            FlowReading stored = new FlowReading(making, Optional.of(folder));
                            long there =
                                    videos.stream().filter(stored::isInFolder).count();
                            return "the flow of " + there + " of " + Counted.of(videos.size(), "input") + " is in "
                                    + folder + "; " + (there == videos.size() ? "none is computed" : computed);
                        })
                        .orElse(computed + "; 'i3d flow' stores it"));
    }

    /** Who reads an input says what is wrong with it. */
    private List<Path> videosOf(Path input) {
        try {
            return search.of(input).files();
        } catch (I3dException e) {
            return List.of(input);
        }
    }

    private ClassLabels labelsOf(SavedModel model) {
        if (labels.isPresent()) {
            return ClassLabels.of(model)
                    .named(ClassLabels.read(labels.get(), model.settings().classes()));
        }
        model.publishedClasses()
                .ifPresent(list -> log.info(
                        "class names: {} in the order of DeepMind's models; {} has none of its own",
                        list.title(),
                        model.file()));
        return ClassLabels.of(model);
    }
}
