package org.i3d4j.bench.network;

import java.util.stream.IntStream;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;

/** Times a training step on random clips in memory: forward, loss, backward, update by SGD with momentum. */
public final class TrainingBench {
    private static final int CLASSES = 400;
    /** The gradient by the activations and that by the kernels cost a forward pass each. */
    private static final double PASSES = 3;
    /** Small: clips without meaning are not to be learnt by heart, only the arithmetic counts. */
    private static final double LEARNING_RATE = 1e-4;

    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 4e-4;

    private final Backbone backbone;
    private final BatchShape shape;
    private final Precision precision;
    private final Engine asked;
    private final boolean recomputes;
    private long steps;

    /**
     * Of clips of this shape.
     *
     * @param backbone the network
     * @param asked what trains the stages below the head, where it can
     * @param recomputes as {@link TorchNetwork#recompute}
     */
    public TrainingBench(Backbone backbone, BatchShape shape, Precision precision, Engine asked, boolean recomputes) {
        this.backbone = backbone;
        this.shape = shape;
        this.precision = precision;
        this.asked = asked;
        this.recomputes = recomputes;
    }

    /**
     * Trains a network of random weights.
     *
     * @throws org.i3d4j.error.ShapeException if the clips are below the network's minimum
     */
    public ComputeTimes run(NetworkStopwatch stopwatch) {
        ModelSettings settings = ModelSettings.of(backbone, shape.channels(), CLASSES);
        double operations = PASSES * shape.operations(settings.architecture());
        try (TorchNetwork network = TorchNetwork.random(settings, "cpu", precision, 1)) {
            network.trainWith(asked);
            network.recompute(recomputes);
            return time(network, stopwatch, operations);
        }
    }

    private ComputeTimes time(TorchNetwork network, NetworkStopwatch stopwatch, double operations) {
        Targets targets = Targets.ofClasses(
                CLASSES,
                IntStream.range(0, shape.clips())
                        .mapToLong(clip -> clip % CLASSES)
                        .toArray());
        try (Optimizer sgd = new Sgd(network.parameters(), MOMENTUM, WEIGHT_DECAY, false);
                ClipBatch clips = shape.randomClips()) {
            Learner learner = new Learner(network, sgd, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1));
            return stopwatch.time(
                    backbone.checkpointName(),
                    learner::engine,
                    operations,
                    () -> learner.step(clips, targets, ++steps, LEARNING_RATE));
        }
    }
}
