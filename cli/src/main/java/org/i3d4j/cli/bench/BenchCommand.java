package org.i3d4j.cli.bench;

import org.i3d4j.cli.bench.read.BenchReadCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d bench}. */
@Command(
        name = "bench",
        description = "Measure how fast this program is here.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BenchReadCommand.class)
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to measure: read");
    }
}
