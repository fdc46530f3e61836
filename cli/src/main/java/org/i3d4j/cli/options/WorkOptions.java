package org.i3d4j.cli.options;

import java.time.Duration;
import java.util.Optional;
import org.i3d4j.curate.OrderedWork;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is done at a time. */
public final class WorkOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--workers", paramLabel = "N", description = "Threads (default: as many as there are cores).")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Leave a video alone that takes longer (default: ${DEFAULT-VALUE}).",
            defaultValue = "600")
    private int timeoutSeconds;

    public OrderedWork work() {
        int threads = workers.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (threads < 1 || timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--workers and --timeout have to be at least 1, found " + threads + " and " + timeoutSeconds);
        }
        return new OrderedWork(threads, Duration.ofSeconds(timeoutSeconds));
    }
}
