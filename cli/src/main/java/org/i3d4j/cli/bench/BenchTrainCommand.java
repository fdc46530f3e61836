package org.i3d4j.cli.bench;

import java.util.concurrent.Callable;
import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.network.BatchShape;
import org.i3d4j.bench.network.BenchEngine;
import org.i3d4j.bench.network.ComputeTimes;
import org.i3d4j.bench.network.TrainingBench;
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
    @Mixin
    private BenchComputeOptions compute = new BenchComputeOptions();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--shape",
            paramLabel = "N,C,T,H,W",
            converter = BatchShapeConverter.class,
            description = "Clips, channels, frames, height, width (default: ${DEFAULT-VALUE}).")
    private BatchShape shape = new BatchShapeConverter().convert("4,3,16,112,112");

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--recompute",
            description = "As train.recompute: compute cheap feature maps again instead of keeping them.")
    private boolean recompute;

    @Override
    public Integer call() {
        Stopwatch stopwatch = runs.stopwatch();
        BenchEngine engine = compute.trainingEngine();
        ComputeTimes times = new TrainingBench(model.backbone(), shape, compute.precision(), compute.asked(), recompute)
                .run(compute.stopwatch(stopwatch, engine));
        BenchReport report =
                new BenchReport("train").setting("model", times.network()).setting("shape", shape.toString());
        compute.report(report, times, engine, stopwatch.warmUps());
        runs.print(report);
        return 0;
    }
}
