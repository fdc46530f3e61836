package org.i3d4j.cli.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.bench.measure.BenchReport;
import org.i3d4j.cli.bench.measure.PeakMemory;
import org.i3d4j.cli.bench.measure.RunOptions;
import org.i3d4j.cli.bench.measure.Stopwatch;
import org.i3d4j.cli.bench.measure.Timing;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code i3d bench forward}. */
@Command(
        name = "forward",
        mixinStandardHelpOptions = true,
        description = "Time the network on random clips in memory: clips in, logits out.")
final class BenchForwardCommand implements Callable<Integer> {
    private static final int CLASSES = 400;

    @Mixin
    private BenchComputeOptions compute = new BenchComputeOptions();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--shape",
            paramLabel = "N,C,T,H,W",
            converter = BatchShape.Converter.class,
            description = "Clips, channels, frames, height, width (default: ${DEFAULT-VALUE}).",
            defaultValue = "1,3,64,224,224")
    private BatchShape shape = new BatchShape.Converter().convert("1,3,64,224,224");

    @Option(names = "--checkpoint", paramLabel = "CKPT", description = "The model (default: random weights).")
    private Optional<Path> checkpoint = Optional.empty();

    @Override
    public Integer call() {
        Stopwatch stopwatch = runs.stopwatch();
        ModelSettings settings = ModelSettings.of(shape.channels(), CLASSES);
        double operations = shape.operations(settings.architecture());
        BenchEngine engine = compute.engine();
        BenchReport report = new BenchReport("forward").setting("shape", shape.toString());
        Timing timing;
        try (Network network = network(engine, settings);
                ClipBatch clips = shape.randomClips()) {
            report.setting("engine", network.description());
            timing = stopwatch.time(() -> network.forward(clips));
        }
        compute.describe(engine, report);
        report.timing(timing, stopwatch.warmUps()).peakMemory(PeakMemory.bytes());
        compute.reportArithmetic(report, operations, timing, engine);
        runs.print(report);
        return 0;
    }

    /** Random weights were never calibrated; time does not depend on the values. */
    private static SavedModel anyRanges(SavedModel model) {
        Map<String, Float> ranges = new HashMap<>();
        model.settings().architecture().units().forEach(unit -> ranges.put(unit.name(), 1f));
        ranges.put(ActivationRanges.INPUT, 1f);
        return model.withRanges(new ActivationRanges(ranges));
    }

    private Network network(BenchEngine engine, ModelSettings settings) {
        try (ModelFile file = checkpoint.map(ModelFile::existing).orElseGet(() -> ModelFile.random(settings))) {
            SavedModel model = Checkpoints.read(file.file());
            return engine.network(checkpoint.isPresent() ? model : anyRanges(model), compute.precision());
        }
    }
}
