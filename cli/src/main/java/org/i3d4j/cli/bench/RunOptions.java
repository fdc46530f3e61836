package org.i3d4j.cli.bench;

import org.i3d4j.bench.measure.BenchReport;
import org.i3d4j.bench.measure.Stopwatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often to run, and how to tell of it. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--runs", paramLabel = "N", description = "Runs that count (default: ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(
            names = {"--warmup", "--warmups"},
            paramLabel = "N",
            description = "Runs before them (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(names = "--json", description = "Print one JSON object, times in full precision.")
    private boolean json;

    /** Two runs before those that count, unless another number is asked for. */
    RunOptions() {
        this(2);
    }

    /**
     * With another number where none is asked for.
     *
     * @param warmUps runs before those that count
     */
    RunOptions(int warmUps) {
        this.warmUps = warmUps;
    }

    /** As often as was asked for. */
    Stopwatch stopwatch() {
        check();
        return new Stopwatch(warmUps, runs);
    }

    /**
     * Looks before anything is measured.
     *
     * @throws ParameterException if there can't be so many runs
     */
    void check() {
        if (runs < 1 || warmUps < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--runs has to be at least 1 and --warmup at least 0, found " + runs + " and " + warmUps);
        }
    }

    int runs() {
        return runs;
    }

    int warmUps() {
        return warmUps;
    }

    boolean isJson() {
        return json;
    }

    /** Prints for people or, if that was asked for, for programs. */
    void print(BenchReport report) {
        report.print(spec.commandLine().getOut(), json);
    }
}
