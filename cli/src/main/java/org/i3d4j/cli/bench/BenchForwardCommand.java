package org.i3d4j.cli.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.Extent;
import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.network.BatchShape;
import org.i3d4j.bench.network.BenchEngine;
import org.i3d4j.bench.network.ComputeTimes;
import org.i3d4j.bench.network.ForwardBench;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.network.LayerChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code i3d bench forward}. */
@Command(
        name = "forward",
        mixinStandardHelpOptions = true,
        description = "Time the network on random clips in memory: clips in, logits out.")
final class BenchForwardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BenchComputeOptions compute = new BenchComputeOptions();

    @Mixin
    private DeterministicOption deterministic = new DeterministicOption();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--shape",
            paramLabel = "N,C,T,H,W",
            converter = BatchShapeConverter.class,
            description =
                    "Clips, channels, frames, height, width (default: 1,3,64,224,224; of r50 32 frames, of r50-8x8"
                            + " 8).")
    private Optional<BatchShape> asked = Optional.empty();

    @Option(names = "--checkpoint", paramLabel = "CKPT", description = "The model (default: random weights).")
    private Optional<Path> checkpoint = Optional.empty();

    @Mixin
    private ModelOption model = new ModelOption();

    @Override
    public Integer call() {
        model.refuseBeside(checkpoint);
        BatchShape shape = asked.orElseGet(() -> new BatchShape(1, 3, new Extent(model.frames(), 224, 224)));
        Stopwatch stopwatch = runs.stopwatch();
        BenchEngine engine = compute.engine(deterministic);
        ComputeTimes times = new ForwardBench(model.backbone(), shape, engine, compute.precision())
                .run(checkpoint.map(named -> NamedCheckpoint.file(named, spec)), compute.stopwatch(stopwatch, engine));
        BenchReport report =
                new BenchReport("forward").setting("model", times.network()).setting("shape", shape.toString());
        compute.report(report, times, engine, stopwatch.warmUps());
        for (LayerChoice choice : times.choices()) {
            String source = choice.source().name().toLowerCase(Locale.ROOT);
            report.chosen(choice.layer(), choice.way(), source, choice.milliseconds());
        }
        runs.print(report);
        return 0;
    }
}
