package org.i3d4j.cli.bench;

import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.cli.bench.measure.BenchReport;
import org.i3d4j.cli.bench.measure.PeakMemory;
import org.i3d4j.cli.bench.measure.RunOptions;
import org.i3d4j.cli.bench.measure.Stopwatch;
import org.i3d4j.cli.bench.measure.Timing;
import org.i3d4j.torch.InceptionI3d;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code i3d bench train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Time a training step on random clips in memory: forward, loss, backward, update by SGD with"
                + " momentum.")
final class BenchTrainCommand implements Callable<Integer> {
    private static final int CLASSES = 400;
    /** The gradient by the activations and that by the kernels cost a forward pass each. */
    private static final double PASSES = 3;
    /** Small: clips without meaning are not to be learnt by heart, only the arithmetic counts. */
    private static final double LEARNING_RATE = 1e-4;

    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 4e-4;

    @Mixin
    private BenchComputeOptions compute = new BenchComputeOptions();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--shape",
            paramLabel = "N,C,T,H,W",
            converter = BatchShape.Converter.class,
            description = "Clips, channels, frames, height, width (default: ${DEFAULT-VALUE}).",
            defaultValue = "4,3,16,112,112")
    private BatchShape shape = new BatchShape.Converter().convert("4,3,16,112,112");

    private long steps;

    @Override
    public Integer call() {
        Stopwatch stopwatch = runs.stopwatch();
        ModelSettings settings = ModelSettings.of(shape.channels(), CLASSES);
        double operations = PASSES * shape.operations(settings.architecture());
        BenchEngine engine = compute.trainingEngine();
        BenchReport report = new BenchReport("train").setting("shape", shape.toString());
        Timing timing;
        try (InceptionI3d network = InceptionI3d.random(settings, "cpu", compute.precision(), 1)) {
            network.trainWith(compute.asked());
            timing = time(network, stopwatch, report);
        }
        compute.describe(engine, report);
        report.timing(timing, stopwatch.warmUps()).peakMemory(PeakMemory.bytes());
        compute.reportArithmetic(report, operations, timing, engine);
        runs.print(report);
        return 0;
    }

    private Timing time(InceptionI3d network, Stopwatch stopwatch, BenchReport report) {
        Targets targets = Targets.ofClasses(
                CLASSES,
                IntStream.range(0, shape.clips())
                        .mapToLong(clip -> clip % CLASSES)
                        .toArray());
        try (Optimizer sgd = new Sgd(network.parameters(), MOMENTUM, WEIGHT_DECAY, false);
                ClipBatch clips = shape.randomClips()) {
            Learner learner = new Learner(network, sgd, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1));
            Timing timing = stopwatch.time(() -> learner.step(clips, targets, ++steps, LEARNING_RATE));
            report.setting("engine", learner.engine());
            return timing;
        }
    }
}
