package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.TrainConfig;
import org.i3d4j.data.BatchMix;
import org.i3d4j.data.ClipLoader;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Averaging;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.torch.TorchRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a training run together from its configuration and runs it. */
public final class Training {
    private static final Logger log = LoggerFactory.getLogger(Training.class);

    private final TrainOptions options;
    private final I3dConfig config;
    private final ConfiguredSplit train;
    private final ConfiguredSplit eval;
    private final Path folder;

    /**
     * Opens the data set.
     *
     * @throws org.i3d4j.error.DatasetException if it can't be used
     * @throws org.i3d4j.error.ConfigException if the configuration does not fit it, or a pattern in it no tensor
     * @throws OutputException if the folder of results holds another run's checkpoints and this is not to resume it
     */
    public Training(TrainOptions options) {
        this.options = options;
        this.config = options.config().config();
        long seed = config.train().seed();
        this.train = ConfiguredSplit.open(config.dataLoader().train(), options.datasetRoot(), seed);
        this.eval = ConfiguredSplit.open(config.dataLoader().eval(), options.datasetRoot(), seed);
        this.folder = Path.of(config.train().ckptPath());
        TrainingChecks.require(config, train.dataset());
        // Wrong patterns are told before libtorch is loaded and weights are read.
        List<Parameter> parameters = Parameter.of(config.model().toSettings().architecture());
        UpdateFactors.rates(config.optimizer(), Freezing.of(config.train(), parameters), parameters);
        requireFolderOfNoOtherRun();
    }

    /** Old checkpoints of later steps would be kept before new ones, and resumed from. */
    private void requireFolderOfNoOtherRun() {
        if (!options.resume()) {
            CheckpointFolder.newest(folder, config.modelName()).ifPresent(checkpoint -> {
                throw new OutputException(
                        folder + ": holds " + checkpoint.getFileName()
                                + " of an earlier run; train on from it with --resume, or set train.ckpt_path to another folder");
            });
        }
    }

    /** Folder of the run's results. */
    public Path folder() {
        return folder;
    }

    /** Trains to the end. */
    public TrainEnd run(List<TrainListener> listeners) {
        return run(listeners, new StopRequest());
    }

    /**
     * Trains.
     *
     * @param stop may be made at any time
     * @return where the run stands at its end
     * @throws org.i3d4j.error.TrainingException if a loss is not finite
     * @throws org.i3d4j.error.I3dException if anything else goes wrong; checkpoints written before stay
     */
    public TrainEnd run(List<TrainListener> listeners, StopRequest stop) {
        List<TrainListener> opened = new ArrayList<>(listeners);
        opened.add(new SkippedVideos(folder, train.dataset().skipped()));
        try (TrainingState state = TrainingState.initial(
                        options, pretrained(), train.dataset().classNames().names());
                ClipLoader loader = new ClipLoader(
                        train.dataset(),
                        train.sampler(),
                        train.transforms(),
                        train.loading().fullBatches())) {
            TrainingPosition start = resume(state);
            StepPlan plan =
                    new StepPlan(loader.batchesPerEpoch(), config.train().accumulateSteps());
            TrainRun run = describe(state, plan, start);
            opened.forEach(listener -> listener.started(run));
            return loop(state, loader, plan, opened, stop)
                    .run(start, config.train().epochs());
        } finally {
            opened.forEach(TrainListener::close);
        }
    }

    private TrainLoop loop(
            TrainingState state, ClipLoader loader, StepPlan plan, List<TrainListener> listeners, StopRequest stop) {
        TrainConfig settings = config.train();
        CheckpointFolder.Policy policy = new CheckpointFolder.Policy(
                config.modelName(),
                settings.saveCheckpointEpochs(),
                settings.saveCheckpointSteps(),
                settings.saveCheckpointMinutes(),
                settings.keepCheckpointMax(),
                plan);
        CheckpointFolder checkpoints = new CheckpointFolder(folder, policy, state, this::metadata, listeners);
        Evaluator evaluator = new Evaluator(
                eval.dataset(),
                eval.sampler(),
                eval.transforms(),
                eval.loading(),
                Averaging.of(config.eval().average()));
        return new TrainLoop(
                loader,
                plan,
                updates(state, plan, checkpoints, listeners),
                new Validation(evaluator, state.network(), state.ema(), settings.valEpochs()),
                checkpoints,
                new EarlyStop(settings.earlyStopEpochs()),
                stop,
                listeners);
    }

    private Updates updates(
            TrainingState state, StepPlan plan, CheckpointFolder checkpoints, List<TrainListener> listeners) {
        Learner.Settings settings = new Learner.Settings(
                new GradientClipping(config.optimizer().gradClipNorm()),
                config.train().accumulateSteps() > 1,
                config.train().seed());
        return new Updates(
                new Learner(state.network(), state.optimizer(), Loss.of(config.loss()), settings),
                state.ema(),
                new LrSchedule(config.learningRate(), plan.stepsPerEpoch()),
                plan,
                targets(),
                checkpoints::whatStays,
                listeners);
    }

    private BatchTargets targets() {
        TrainConfig settings = config.train();
        return new BatchTargets(
                config.model().numClasses(),
                train.dataset().multiLabel(),
                new BatchMix(settings.mixupAlpha(), settings.cutmixAlpha(), settings.mixProb()),
                settings.seed());
    }

    private Optional<Path> pretrained() {
        if (options.pretrained().isPresent() || !config.train().preTrained()) {
            return options.pretrained();
        }
        return Optional.of(Path.of(config.train().pretrainedModel()));
    }

    private TrainingPosition resume(TrainingState state) {
        if (!options.resume()) {
            return TrainingPosition.START;
        }
        return CheckpointFolder.resume(folder, config.modelName(), state::resume)
                .orElseGet(() -> {
                    log.info(
                            "no checkpoint of {} in {}: training starts from the beginning",
                            config.modelName(),
                            folder);
                    return TrainingPosition.START;
                });
    }

    private TrainRun describe(TrainingState state, StepPlan plan, TrainingPosition start) {
        String description = "train: " + train.dataset().description() + "\nval:   "
                + eval.dataset().description() + "\nmodel: " + config.model().numClasses() + " classes, "
                + state.network().description();
        return new TrainRun(
                folder,
                description,
                config.modelName(),
                train.dataset().classNames().names(),
                eval.loading().limits(),
                config.train().epochs(),
                plan.stepsPerEpoch(),
                start.step(),
                start.epoch());
    }

    private CheckpointMetadata metadata(TrainingPosition position, Map<String, Double> metrics) {
        return new CheckpointMetadata(
                config.model().toSettings(),
                position,
                options.config().yaml(),
                train.dataset().classNames().names(),
                metrics,
                Map.of(
                        "libtorch",
                        TorchRuntime.version(),
                        "java",
                        Runtime.version().toString()));
    }
}
