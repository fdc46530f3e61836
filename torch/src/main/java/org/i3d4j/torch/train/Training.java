package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.data.ClipLoader;
import org.i3d4j.data.ConfiguredSplit;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Averaging;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.ParameterStore;
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
     * @throws ConfigException if the configuration does not fit it
     * @throws OutputException if the folder of results holds another run's checkpoints and this is not to resume it
     */
    public Training(TrainOptions options) {
        this.options = options;
        this.config = options.config().config();
        long seed = config.train().seed();
        this.train = ConfiguredSplit.open(config.dataLoader().train(), options.datasetRoot(), seed);
        this.eval = ConfiguredSplit.open(config.dataLoader().eval(), options.datasetRoot(), seed);
        this.folder = Path.of(config.train().ckptPath());
        int classes = train.dataset().classNames().size();
        if (classes > config.model().numClasses()) {
            throw new ConfigException("the data set has " + classes + " classes, model.num_classes is "
                    + config.model().numClasses() + "; set it to at least " + classes);
        }
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

    /**
     * Trains.
     *
     * @return where the run stands at its end
     * @throws org.i3d4j.error.I3dException if anything goes wrong; checkpoints written before stay
     */
    public TrainingPosition run(List<TrainListener> listeners) {
        List<TrainListener> opened = new ArrayList<>(listeners);
        try (InceptionI3d network = network();
                Optimizer optimizer = optimizer(network.parameters(), config.optimizer());
                ClipLoader loader = new ClipLoader(
                        train.dataset(),
                        train.sampler(),
                        train.transforms(),
                        train.loading().fullBatches())) {
            TrainingPosition start = resume(network, optimizer);
            TrainRun run = describe(network, loader, start);
            opened.forEach(listener -> listener.started(run));
            return loop(network, optimizer, loader, opened)
                    .run(start, config.train().epochs());
        } finally {
            opened.forEach(TrainListener::close);
        }
    }

    private TrainLoop loop(
            InceptionI3d network, Optimizer optimizer, ClipLoader loader, List<TrainListener> listeners) {
        int stepsPerEpoch = loader.batchesPerEpoch();
        Evaluator evaluator = new Evaluator(
                eval.dataset(),
                eval.sampler(),
                eval.transforms(),
                eval.loading(),
                Averaging.of(config.eval().average()));
        CheckpointFolder.Policy policy = new CheckpointFolder.Policy(
                config.modelName(),
                config.train().saveCheckpointEpochs(),
                config.train().saveCheckpointSteps(),
                config.train().keepCheckpointMax(),
                stepsPerEpoch);
        CheckpointFolder checkpoints =
                new CheckpointFolder(folder, policy, network, optimizer, this::metadata, listeners);
        return new TrainLoop(
                new Learner(network, optimizer, config.train().seed()),
                loader,
                new LrSchedule(config.learningRate(), stepsPerEpoch),
                new Validation(evaluator, network, config.train().valEpochs()),
                checkpoints,
                listeners);
    }

    private InceptionI3d network() {
        ModelSettings settings = config.model().toSettings();
        InceptionI3d network = InceptionI3d.random(
                settings, options.device(), options.precision(), config.train().seed());
        pretrained().ifPresent(file -> PretrainedWeights.load(file, network));
        return network;
    }

    private Optional<Path> pretrained() {
        if (options.pretrained().isPresent() || !config.train().preTrained()) {
            return options.pretrained();
        }
        return Optional.of(Path.of(config.train().pretrainedModel()));
    }

    private static Optimizer optimizer(ParameterStore parameters, OptimizerConfig config) {
        return switch (config.type()) {
            case SGD -> new Sgd(parameters, config.momentum(), config.weightDecay(), config.nesterov());
            case ADAMW -> new AdamW(parameters, config.beta1(), config.beta2(), config.eps(), config.weightDecay());
        };
    }

    private TrainingPosition resume(InceptionI3d network, Optimizer optimizer) {
        Optional<Path> newest =
                options.resume() ? CheckpointFolder.newest(folder, config.modelName()) : Optional.empty();
        if (newest.isEmpty()) {
            if (options.resume()) {
                log.info("no checkpoint of {} in {}: training starts from the beginning", config.modelName(), folder);
            }
            return TrainingPosition.START;
        }
        network.load(Checkpoints.read(newest.get()).weights());
        Checkpoints.TrainingState state = Checkpoints.readTraining(newest.get());
        optimizer.restore(state.optimizer());
        log.info("resuming from {}", newest.get());
        return state.position();
    }

    private TrainRun describe(InceptionI3d network, ClipLoader loader, TrainingPosition start) {
        String description = "train: " + train.dataset().description() + "\nval:   "
                + eval.dataset().description() + "\nmodel: " + config.model().numClasses() + " classes, "
                + network.description();
        return new TrainRun(folder, description, config.train().epochs(), loader.batchesPerEpoch(), start.step());
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
