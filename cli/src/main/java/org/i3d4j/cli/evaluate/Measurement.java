package org.i3d4j.cli.evaluate;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.StreamModels;
import org.i3d4j.cli.options.ConfigOptions;
import org.i3d4j.cli.options.FlowKeys;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.progress.VideosProgress;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.StreamType;
import org.i3d4j.config.file.LoadedConfig;
import org.i3d4j.data.layouts.ConfiguredDatasets;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.evaluate.ModelClasses;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.evaluate.TwoStreamEvaluator;
import org.i3d4j.evaluate.provenance.CheckpointFacts;
import org.i3d4j.evaluate.provenance.ComputeFacts;
import org.i3d4j.evaluate.provenance.Provenance;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Network;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Measures the models that a command names by a configuration.
 *
 * @param spec of the command
 * @param models which they are
 * @param configuration the configuration's file and data set
 * @param changes of the configuration, behind those that were given
 * @param loaded the configuration with all of them
 * @param compute what the networks run on
 * @param recorded whether what was measured is told in files
 */
record Measurement(
        CommandSpec spec,
        EvaluatedModels models,
        ConfigOptions configuration,
        List<String> changes,
        LoadedConfig loaded,
        Compute compute,
        boolean recorded) {
    private static final String DATASET = "data_loader.eval.dataset.";

    /** Reads models and videos, and measures. */
    Measured run() {
        SavedModel model = models.read(loaded.config());
        Optional<SavedModel> flow = models.readFlow(loaded.config());
        return flow.isPresent() ? runBoth(new StreamModels(model, flow.get())) : runOne(model);
    }

    /**
     * Sees to it that models and lists are there and go together, before hours go by for another measurement.
     *
     * @throws org.i3d4j.error.I3dException as {@link #run}, of what no video has to be opened for
     */
    void look() {
        SavedModel model = models.read(loaded.config());
        models.readFlow(loaded.config()).ifPresent(flow -> new StreamModels(model, flow));
        ConfiguredDatasets datasets = configuration.datasets(loaded.config());
        datasets.eval().open(ModelClasses.of(model, datasets).numbering()).complete();
    }

    private Measured runOne(SavedModel model) {
        LoadedConfig used = ofOne(model);
        I3dConfig config = used.config();
        ConfiguredDatasets datasets = configuration.datasets(config);
        ConfiguredSplit split = open(datasets, config, model);
        Optional<CheckpointFacts> facts = facts(model);
        try (Network network = model.network(compute)) {
            Evaluator evaluator = new Evaluator(split, config.eval().average());
            Evaluation evaluation;
            try (VideosProgress progress = progress("evaluated", evaluator.videos())) {
                evaluation = evaluator.evaluate(network, progress);
            }
            return new Measured(
                    evaluation,
                    Optional.empty(),
                    split,
                    facts.map(known -> provenance(known, Optional.empty(), network, datasets, used, Optional.empty())));
        }
    }

    private LoadedConfig ofOne(SavedModel model) {
        List<String> making = FlowKeys.before(configuration.file(), model);
        if (models.streams().flowFolder().isEmpty()) {
            return making.isEmpty() ? loaded : again(making, List.of());
        }
        if (loaded.config().dataLoader().eval().dataset().stream() == StreamType.RGB) {
            throw new ConfigException("--flow-folder is for optical flow; the configuration reads RGB: set"
                    + " data_loader.eval.dataset.stream=flow, or name the second network by --flow-checkpoint");
        }
        return again(making, flowFolder());
    }

    private Measured runBoth(StreamModels both) {
        both.note().ifPresent(note -> Session.note(spec, note));
        LoadedConfig ofRgb =
                again(List.of(), List.of("model.in_channel=3", DATASET + "stream=rgb", DATASET + "flow_folder=''"));
        LoadedConfig ofFlow = again(FlowKeys.before(configuration.file(), both.flow()), flowStream());
        ConfiguredDatasets datasets = configuration.datasets(ofRgb.config());
        ConfiguredSplit rgb = open(datasets, ofRgb.config(), both.rgb());
        ConfiguredSplit flow = ofFlow(rgb, ofFlow.config(), both.flow());
        Optional<CheckpointFacts> rgbFacts = facts(both.rgb());
        Optional<CheckpointFacts> flowFacts = facts(both.flow());
        TwoStreamEvaluator evaluator = new TwoStreamEvaluator(
                rgb, flow, ofRgb.config().eval().average(), models.streams().weights());
        try (Network rgbNetwork = both.rgb().network(compute);
                Network flowNetwork = both.flow().network(compute)) {
            TwoStreamEvaluation evaluation;
            try (StreamsProgress progress = new StreamsProgress(stream -> progress(stream, evaluator.videos()))) {
                evaluation = evaluator.evaluate(rgbNetwork, flowNetwork, progress);
            }
            return new Measured(
                    evaluation.both(),
                    Optional.of(evaluation),
                    rgb,
                    rgbFacts.map(
                            known -> provenance(known, flowFacts, rgbNetwork, datasets, ofRgb, Optional.of(ofFlow))));
        }
    }

    /** The videos, as frames or as flow, in the model's classes. */
    private ConfiguredSplit open(ConfiguredDatasets datasets, I3dConfig config, SavedModel model) {
        new Preprocessing(config).differenceFrom(model).ifPresent(note -> Session.note(spec, note));
        ModelClasses classes = ModelClasses.of(model, datasets);
        ConfiguredSplit split = datasets.eval()
                .open(classes.numbering())
                .complete()
                .fitting(model.file().toString(), model.settings().inputChannels());
        Stream.concat(classes.note().stream(), split.dataset().notes().stream())
                .forEach(note -> Session.note(spec, note));
        return split;
    }

    private ConfiguredSplit ofFlow(ConfiguredSplit rgb, I3dConfig config, SavedModel model) {
        new Preprocessing(config).differenceFrom(model).ifPresent(note -> Session.note(spec, note));
        return ConfiguredSplit.of(
                        config.dataLoader().eval(),
                        rgb.dataset(),
                        config.train().seed())
                .fitting(model.file().toString(), model.settings().inputChannels());
    }

    private List<String> flowStream() {
        return Stream.concat(Stream.of("model.in_channel=2", DATASET + "stream=flow"), flowFolder().stream())
                .toList();
    }

    private List<String> flowFolder() {
        return models.streams()
                .flowFolder()
                .map(folder -> List.of(DATASET + "flow_folder=" + quoted(folder.toAbsolutePath())))
                .orElse(List.of());
    }

    /** As YAML has text that may hold anything. */
    private static String quoted(Path folder) {
        return "'" + folder.toString().replace("'", "''") + "'";
    }

    private LoadedConfig again(List<String> before, List<String> more) {
        return configuration.loadAgain(
                before, Stream.concat(changes.stream(), more.stream()).toList());
    }

    /** Reads the whole checkpoint again, for its checksum. */
    private Optional<CheckpointFacts> facts(SavedModel model) {
        return recorded ? Optional.of(CheckpointFacts.of(model)) : Optional.empty();
    }

    private Provenance provenance(
            CheckpointFacts checkpoint,
            Optional<CheckpointFacts> flow,
            Network network,
            ConfiguredDatasets datasets,
            LoadedConfig config,
            Optional<LoadedConfig> flowConfig) {
        return new Provenance(
                OffsetDateTime.now(ZoneId.systemDefault()),
                checkpoint,
                flow,
                ComputeFacts.of(network, compute),
                datasets.eval().root(),
                configuration.file(),
                config,
                flowConfig);
    }

    private VideosProgress progress(String task, int videos) {
        return new VideosProgress(
                task, videos, Session.of(spec).progress(), spec.commandLine().getErr());
    }
}
