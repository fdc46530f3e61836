package org.i3d4j.cli.bench;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.network.BenchEngine;
import org.i3d4j.bench.network.ComputeTimes;
import org.i3d4j.bench.network.NetworkStopwatch;
import org.i3d4j.cli.options.DeterministicOption;
import org.i3d4j.cli.options.EngineOption;
import org.i3d4j.cli.options.PrecisionOption;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Precision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to compute with, and what is told of it. */
final class BenchComputeOptions {
    private static final Stopwatch PEAK_STOPWATCH = new Stopwatch(1, 5);

    /** OpenMP dies of very many. */
    static final int MOST_THREADS = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Mixin
    private EngineOption asked = new EngineOption();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: as the engine chooses).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--no-peak", description = "Leave out measuring the convolution peak, which takes some more runs.")
    private boolean withoutPeak;

    /** The engine asked for, set to the number of threads asked for. */
    BenchEngine engine() {
        return engine(new DeterministicOption());
    }

    /** As {@link #engine()}, of networks that are computed as {@code deterministic} says. */
    BenchEngine engine(DeterministicOption deterministic) {
        return withThreads(BenchEngine.of(deterministic.applyTo(new Compute("cpu", precision(), asked()))));
    }

    /** The engine that trains the stages below the head. */
    BenchEngine trainingEngine() {
        if (precision() == Precision.INT8) {
            throw new ParameterException(spec.commandLine(), "--precision: a network is trained in fp32 or bf16");
        }
        return engine();
    }

    private BenchEngine withThreads(BenchEngine engine) {
        threads.ifPresent(count -> {
            if (count < 1 || count > MOST_THREADS) {
                throw new ParameterException(
                        spec.commandLine(), "--threads: expected 1 to " + MOST_THREADS + ", found " + count);
            }
            engine.useThreads(count);
        });
        return engine;
    }

    Engine asked() {
        return asked.engine();
    }

    Precision precision() {
        return precision.precision();
    }

    /** Times networks as asked; the convolutions run on {@code engine}. */
    NetworkStopwatch stopwatch(Stopwatch runs, BenchEngine engine) {
        return new NetworkStopwatch(
                engine, precision(), runs, withoutPeak ? Optional.empty() : Optional.of(PEAK_STOPWATCH));
    }

    /** Reports what the network took, beside what the engine reaches on one convolution, unless that was left out. */
    void report(BenchReport report, ComputeTimes times, BenchEngine engine, int warmUps) {
        report.setting("engine", times.engine());
        describe(engine, report);
        report.timing(times.timing(), warmUps).peakMemory(times.peakMemoryBytes());
        times.peak()
                .ifPresentOrElse(
                        peak -> report.arithmetic(times.operations(), times.timing(), peak),
                        () -> report.arithmetic(times.operations(), times.timing()));
    }

    void describe(BenchEngine engine, BenchReport report) {
        report.machine(BenchEngine.machine())
                .setting("precision", precision().name().toLowerCase(Locale.ROOT))
                .setting("threads", engine.threads());
    }
}
