package org.i3d4j.cli.bench;

import org.i3d4j.cli.bench.measure.BenchReport;
import org.i3d4j.cli.bench.measure.Stopwatch;
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

    @Option(names = "--warmup", paramLabel = "N", description = "Runs before them (default: ${DEFAULT-VALUE}).")
    private int warmUps = 2;

    @Option(names = "--json", description = "Print one JSON object, times in full precision.")
    private boolean json;

    Stopwatch stopwatch() {
        if (runs < 1 || warmUps < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--runs has to be at least 1 and --warmup at least 0, found " + runs + " and " + warmUps);
        }
        return new Stopwatch(warmUps, runs);
    }

    void print(BenchReport report) {
        report.print(spec.commandLine().getOut(), json);
    }
}
