package org.i3d4j.torch.train;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.CheckpointMetadata;
import org.i3d4j.checkpoint.ProgramVersion;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.TrainConfig;
import org.i3d4j.data.loading.ClipLoader;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.data.mixing.BatchMix;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.network.onednn.training.OwnThread;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.torch.distributed.GradientExchange;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.checkpoint.CheckpointFolder;
import org.i3d4j.torch.train.checkpoint.TrainingState;
import org.i3d4j.torch.train.listeners.EpochSkips;
import org.i3d4j.torch.train.listeners.StopRequest;
import org.i3d4j.torch.train.listeners.TrainListener;
import org.i3d4j.torch.train.loop.BatchTargets;
import org.i3d4j.torch.train.loop.EarlyStop;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.MeasuredNetwork;
import org.i3d4j.torch.train.loop.PreciseBatchNorm;
import org.i3d4j.torch.train.loop.TrainLoop;
import org.i3d4j.torch.train.loop.Updates;
import org.i3d4j.torch.train.loop.Validation;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.LrSchedule;
import org.i3d4j.torch.train.optimizer.StepPlan;

/**
 * What the loop of a run is put together from.
 *
 * @param eval empty without validation
 * @param plan steps of an epoch
 */
record LoopParts(
        TrainOptions options,
        ProcessGroup group,
        ConfiguredSplit train,
        Optional<ConfiguredSplit> eval,
        TrainingState state,
        ClipLoader loader,
        StepPlan plan,
        List<TrainListener> listeners) {

    private I3dConfig config() {
        return options.config().config();
    }

    /**
     * Puts it together.
     *
     * @param measuring where validation's network computes
     * @param lrFactor what the learning rates of the configuration are multiplied with
     */
    TrainLoop loop(GradientExchange exchange, OwnThread measuring, double lrFactor, StopRequest stop) {
        TrainConfig settings = config().train();
        CheckpointFolder.Policy policy = new CheckpointFolder.Policy(
                config().modelName(),
                settings.saveCheckpointEpochs(),
                settings.saveCheckpointSteps(),
                settings.saveCheckpointMinutes(),
                settings.keepCheckpointMax(),
                plan,
                group.isFirst());
        CheckpointFolder checkpoints =
                new CheckpointFolder(Path.of(settings.ckptPath()), policy, state, this::metadata, listeners);
        return new TrainLoop(
                loader,
                plan,
                updates(exchange, lrFactor, checkpoints),
                eval.map(split -> validation(split, measuring)),
                checkpoints,
                new EarlyStop(settings.earlyStopEpochs()),
                stop,
                group,
                listeners);
    }

    private Validation validation(ConfiguredSplit split, OwnThread measuring) {
        return new Validation(
                new Evaluator(split, config().eval().average()),
                state.network(),
                new MeasuredNetwork(state.network(), options.compute(), measuring),
                state.ema(),
                new PreciseBatchNorm(config().train().preciseBatchNorm(), loader, state.network(), group),
                group,
                config().train().valEpochs());
    }

    private Updates updates(GradientExchange exchange, double lrFactor, CheckpointFolder checkpoints) {
        I3dConfig config = config();
        Learner.Settings settings = new Learner.Settings(
                new GradientClipping(config.optimizer().gradClipNorm()),
                config.train().accumulateSteps() > 1,
                config.train().seed());
        return new Updates(
                new Learner(state.network(), state.optimizer(), Loss.of(config.loss()), settings, group, exchange),
                state.ema(),
                new LrSchedule(config.learningRate().times(lrFactor), plan.stepsPerEpoch()),
                plan,
                targets(),
                new EpochSkips(group, train.dataset(), train.loading().maxSkipped(), listeners),
                checkpoints::whatStays,
                listeners);
    }

    private BatchTargets targets() {
        TrainConfig settings = config().train();
        return new BatchTargets(
                config().model().numClasses(),
                train.dataset().multiLabel(),
                new BatchMix(settings.mixupAlpha(), settings.cutmixAlpha(), settings.mixProb()),
                settings.seed());
    }

    private CheckpointMetadata metadata(TrainingPosition position, Map<String, Double> metrics) {
        return new CheckpointMetadata(
                config().model().toSettings(),
                position,
                options.config().yaml(),
                train.dataset().classNames().names(),
                metrics,
                versions());
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new HashMap<>(ProgramVersion.all());
        versions.put("libtorch", TorchRuntime.version());
        return versions;
    }
}
