package org.i3d4j.cli.bench;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.cli.bench.measure.BenchReport;
import org.i3d4j.cli.bench.measure.ConvolutionPeak;
import org.i3d4j.cli.bench.measure.Stopwatch;
import org.i3d4j.cli.bench.measure.Timing;
import org.i3d4j.cli.options.EngineOption;
import org.i3d4j.cli.options.PrecisionOption;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.training.OwnThread;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to compute with. Which engine that is, is decided here and nowhere else in this package. */
final class BenchComputeOptions {
    /** Shortest of these, after the others have warmed up. */
    private static final Stopwatch PEAK_STOPWATCH = new Stopwatch(1, 5);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Mixin
    private EngineOption asked = new EngineOption();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: as the engine chooses).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--no-peak", description = "Leave out measuring the convolution peak, a few seconds.")
    private boolean withoutPeak;

    /** The engine asked for, set to the number of threads asked for. */
    BenchEngine engine() {
        Compute compute = new Compute("cpu", precision(), asked());
        boolean libtorch = Engines.onClassPath().chosen(compute) == Engine.LIBTORCH;
        return withThreads(libtorch ? new LibtorchEngine() : new OneDnnEngine());
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
            if (count < 1) {
                throw new ParameterException(spec.commandLine(), "--threads has to be at least 1, found " + count);
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

    /**
     * Reports the rate of arithmetic beside what the engine reaches on one convolution, which is measured now.
     *
     * @param operations of one run
     */
    void reportArithmetic(BenchReport report, double operations, Timing timing, BenchEngine engine) {
        if (withoutPeak) {
            report.arithmetic(operations, timing);
        } else {
            report.arithmetic(operations, timing, peak(engine));
        }
    }

    /** In a thread of its own, for which no other engine has set the number of OpenMP's threads. */
    private ConvolutionPeak peak(BenchEngine engine) {
        try (OwnThread thread = new OwnThread("i3d-convolution-peak")) {
            return thread.call(() -> ConvolutionPeak.measure(
                    ModelSettings.of(3, 400).architecture(),
                    PEAK_STOPWATCH,
                    layer -> engine.convolution(layer, precision())));
        }
    }

    void describe(BenchEngine engine, BenchReport report) {
        report.setting("precision", precision().name().toLowerCase(Locale.ROOT)).setting("threads", engine.threads());
    }
}
