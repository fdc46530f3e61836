package org.i3d4j.cli.bench.measure;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often to run, and how to tell of it. */
public final class RunOptions {
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
    public RunOptions() {
        this(2);
    }

    /**
     * With another number where none is asked for.
     *
     * @param warmUps runs before those that count
     */
    public RunOptions(int warmUps) {
        this.warmUps = warmUps;
    }

    /** As often as was asked for. */
    public Stopwatch stopwatch() {
        check();
        return new Stopwatch(warmUps, runs);
    }

    /**
     * Looks before anything is measured.
     *
     * @throws ParameterException if there can't be so many runs
     */
    public void check() {
        if (runs < 1 || warmUps < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--runs has to be at least 1 and --warmup at least 0, found " + runs + " and " + warmUps);
        }
    }

    public int runs() {
        return runs;
    }

    public int warmUps() {
        return warmUps;
    }

    public boolean isJson() {
        return json;
    }

    /** Prints for people or, if that was asked for, for programs. */
    public void print(BenchReport report) {
        report.print(spec.commandLine().getOut(), json);
    }
}
