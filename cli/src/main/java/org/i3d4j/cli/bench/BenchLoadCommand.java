package org.i3d4j.cli.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.PeakMemory;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.bench.network.BenchEngine;
import org.i3d4j.bench.network.ModelFile;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.cli.input.NamedCheckpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d bench load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Time reading a checkpoint and building the network, until it is ready for clips.")
final class BenchLoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BenchComputeOptions compute = new BenchComputeOptions();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "CKPT",
            description = "A checkpoint of any format (default: random weights as safetensors, 400 classes).")
    private Optional<Path> checkpoint = Optional.empty();

    @Override
    public Integer call() {
        Stopwatch stopwatch = runs.stopwatch();
        BenchEngine engine = compute.engine();
        BenchReport report = new BenchReport("load");
        try (ModelFile file = checkpoint
                .map(named -> ModelFile.existing(NamedCheckpoint.file(named, spec)))
                .orElseGet(() -> ModelFile.random(ModelSettings.of(3, 400)))) {
            SavedModel model = file.read();
            report.setting("format", model.origin().format());
            report.setting("names", model.origin().family());
            Timing timing = stopwatch.time(() -> load(file, engine));
            compute.describe(engine, report);
            runs.print(report.timing(timing, stopwatch.warmUps()).peakMemory(PeakMemory.bytes()));
        }
        return 0;
    }

    private void load(ModelFile file, BenchEngine engine) {
        engine.network(file.read(), compute.precision()).close();
    }
}
