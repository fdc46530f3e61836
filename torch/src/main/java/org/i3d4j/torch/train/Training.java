package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.DistributedConfig;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.loading.Sharding;
import org.i3d4j.error.Advice;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.FolderLock;
import org.i3d4j.network.onednn.training.OwnThread;
import org.i3d4j.torch.distributed.GradientExchange;
import org.i3d4j.torch.distributed.GradientRoute;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.distributed.SyncBatchNorm;
import org.i3d4j.torch.train.checkpoint.CheckpointFiles;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder;
import org.i3d4j.torch.train.checkpoint.TrainingState;
import org.i3d4j.torch.train.listeners.SkippedVideos;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainEnd;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.listeners.TrainRun;
import org.i3d4j.torch.train.optimizer.Freezing;
import org.i3d4j.torch.train.optimizer.StepPlan;
import org.i3d4j.torch.train.optimizer.UpdateGroups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a training run together from its configuration and runs it. Until it is closed, the folder of results is its own: no
 * other run, here or in another process, gets it.
 */
public final class Training implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Training.class);

    private final TrainOptions options;
    private final ProcessGroup group;
    private final I3dConfig config;
    private final ConfiguredSplit train;
    /** Empty without validation, which then needs no videos. */
    private final Optional<ConfiguredSplit> eval;

    private final Path folder;
    private final TrainingWords words;
    /** Empty in a process that leaves writing to another. */
    private final Optional<FolderLock> lock;

    /** As {@link #Training(TrainOptions, ProcessGroup)}, in this process alone. */
    public Training(TrainOptions options) {
        this(options, ProcessGroup.single());
    }

    /**
     * Opens the data set.
     *
     * @param group the processes that train together; stays the caller's
     * @throws org.i3d4j.error.DatasetException if it can't be used
     * @throws org.i3d4j.error.ConfigException if the configuration does not fit it, or a pattern in it no tensor
     * @throws OutputException if another run writes to the folder of results, or it holds another run's checkpoints and
     *     this is not to resume it
     */
    public Training(TrainOptions options, ProcessGroup group) {
        this.options = options;
        this.group = group;
        this.config = options.config().config();
        this.train = options.videos().train(config);
        this.eval = config.train().valEpochs() == 0
                ? Optional.empty()
                : Optional.of(options.videos().eval(config, train.dataset().classNames()));
        this.folder = Path.of(config.train().ckptPath());
        this.words = new TrainingWords(config, train, eval, group);
        TrainingChecks.require(config, train.dataset());
        eval.ifPresent(split -> TrainingChecks.requireAlike(train.dataset(), split.dataset()));
        // Wrong patterns are told before libtorch is loaded and weights are read.
        List<Parameter> parameters = Parameter.of(config.model().toSettings().architecture());
        UpdateGroups.rates(config.optimizer(), Freezing.of(config.train(), parameters), parameters);
        this.lock = group.isFirst()
                ? Optional.of(FolderLock.take(folder, "training", "set train.ckpt_path to another folder"))
                : Optional.empty();
        try {
            requireFolderOfNoOtherRun();
            if (group.isFirst()) {
                new CheckpointFiles(folder, config.modelName()).tryOut();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Old checkpoints of later steps would be kept before new ones, and resumed from. */
    private void requireFolderOfNoOtherRun() {
        if (!options.resume() && group.isFirst()) {
            CheckpointFolder.newest(folder, config.modelName()).ifPresent(checkpoint -> {
                throw new OutputException(folder + ": holds " + checkpoint.getFileName() + " of an earlier run; "
                        + Advice.RESUME + ", or set train.ckpt_path to another folder");
            });
        }
    }

    /** Lets others have the folder. */
    @Override
    public void close() {
        lock.ifPresent(FolderLock::close);
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
        try {
            if (group.isFirst()) {
                opened.add(new SkippedVideos(folder, train.dataset().skipped()));
            }
            new SameRun(options, train, eval).require(group);
            return train(opened, stop);
        } finally {
            opened.forEach(TrainListener::close);
        }
    }

    private TrainEnd train(List<TrainListener> listeners, StopRequest stop) {
        try (TrainingState state = TrainingState.initial(
                        options.config().config(),
                        options.compute(),
                        pretrained(),
                        train.dataset().classNames().names(),
                        group.isFirst());
                ClipLoader loader = new ClipLoader(
                        train.dataset(),
                        train.sampler(),
                        train.transforms(),
                        train.loading(),
                        Sharding.withinBatches(group.rank(), group.worldSize()))) {
            TrainingPosition start = state.shareFrom(resume(state), group);
            StepPlan plan = new StepPlan(
                    loader.samplesPerEpoch(),
                    loader.samplesPerBatch(),
                    config.train().accumulateSteps());
            if (group.isFirst()) {
                words.notes().forEach(note -> log.info("note: {}", note));
                TrainingDoubts.of(config, train, plan).forEach(doubt -> log.warn("warning: {}", doubt));
            }
            TrainRun run = describe(state, plan, start);
            listeners.forEach(listener -> listener.started(run));
            try (GradientExchange exchange = exchange(state);
                    OwnThread measuring = new OwnThread("i3d-validation")) {
                return new LoopParts(options, group, train, eval, state, loader, plan, listeners)
                        .loop(exchange, measuring, words.lrFactor(), stop)
                        .run(start, config.train().epochs());
            }
        }
    }

    private GradientExchange exchange(TrainingState state) {
        DistributedConfig together = config.distributed();
        if (group.isShared() && together.syncBatchNorm()) {
            state.network().normaliseWith(new SyncBatchNorm(group));
        }
        return group.gradients(state.network().parameters(), GradientRoute.of(together));
    }

    private Optional<Path> pretrained() {
        // The others get the first one's, and a run that goes on has weights of its own.
        if (!group.isFirst() || goesOn()) {
            return Optional.empty();
        }
        if (options.pretrained().isPresent() || !config.train().preTrained()) {
            return options.pretrained();
        }
        return Optional.of(Path.of(config.train().pretrainedModel()));
    }

    /** Whether there is a checkpoint to resume from; if all are damaged, {@link #resume} ends the run. */
    private boolean goesOn() {
        return options.resume()
                && CheckpointFolder.newest(folder, config.modelName()).isPresent();
    }

    private TrainingPosition resume(TrainingState state) {
        if (!options.resume() || !group.isFirst()) {
            return TrainingPosition.START;
        }
        return CheckpointFolder.resume(
                        folder,
                        config.modelName(),
                        checkpoint -> state.resume(
                                checkpoint, train.dataset().classNames().names()))
                .orElseGet(() -> {
                    log.warn(
                            "warning: there is no checkpoint of {} in {} to resume from: training starts from the beginning",
                            config.modelName(),
                            folder);
                    return TrainingPosition.START;
                });
    }

    private TrainRun describe(TrainingState state, StepPlan plan, TrainingPosition start) {
        return new TrainRun(
                folder,
                words.description(state.network().setting(), plan.samplesPerBatch()),
                config.modelName(),
                train.dataset().classNames().names(),
                eval.orElse(train).loading().limits(),
                config.train().epochs(),
                plan.stepsPerEpoch(),
                start.step(),
                start.epoch());
    }
}
