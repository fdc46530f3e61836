package org.i3d4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code i3d} command. */
@Command(
        name = "i3d",
        description = "I3D video action recognition: train, evaluate, predict.",
        mixinStandardHelpOptions = true,
        version = "i3d4j 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
