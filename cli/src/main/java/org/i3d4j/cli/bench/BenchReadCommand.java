package org.i3d4j.cli.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.bench.read.ReadBench;
import org.i3d4j.bench.read.ReadPlan;
import org.i3d4j.bench.read.ReadTimes;
import org.i3d4j.video.VideoLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d bench read}. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description =
                "Time training reads: open a video, decode 64 frames from a random place on, scale them to 256x256,"
                        + " keep a random window of 224x224.")
final class BenchReadCommand implements Runnable {
    private static final int MOST_READS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "VIDEO", description = "The videos to read from.")
    private List<Path> files = List.of();

    @Option(
            names = "--reads",
            paramLabel = "LIST",
            description = "Instead of drawn ones, the reads of this file: on each line video, first frame, top row and"
                    + " left column of the window, between tabs.")
    private Optional<Path> list = Optional.empty();

    @Option(names = "--reads-per-file", paramLabel = "N", description = "Drawn for each video (${DEFAULT-VALUE}).")
    private int readsPerFile = 4;

    @Option(names = "--seed", paramLabel = "N", description = "Of the draws (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--list", description = "Print the reads, as --reads takes them, and time nothing.")
    private boolean listOnly;

    @Option(names = "--threads", paramLabel = "N", description = "Threads, a clip to each (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Mixin
    private RunOptions runs = new RunOptions(3);

    @Override
    public void run() {
        runs.check();
        if (readsPerFile < 1 || readsPerFile > MOST_READS) {
            throw usage("--reads-per-file: expected 1 to " + MOST_READS + ", found " + readsPerFile);
        }
        if (threads < 1 || threads > BenchComputeOptions.MOST_THREADS) {
            throw usage("--threads: expected 1 to " + BenchComputeOptions.MOST_THREADS + ", found " + threads);
        }
        if (list.isPresent() != files.isEmpty()) {
            throw usage("name either videos or --reads LIST");
        }
        VideoLimits limits = VideoLimits.DEFAULT;
        ReadPlan plan = list.map(ReadPlan::of).orElseGet(() -> ReadPlan.drawn(files, readsPerFile, seed, limits));
        PrintWriter out = spec.commandLine().getOut();
        if (listOnly) {
            plan.print(out);
        } else {
            ReadTimes times = new ReadBench(plan, threads, limits).run(runs.warmUps(), runs.runs());
            (runs.isJson() ? times.json() : times.text()).lines().forEach(out::println);
        }
        out.flush();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
