package org.i3d4j.cli.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d plot}: pictures of what a configuration asks for, or a model has learnt. */
@Command(
        name = "plot",
        description = "Draw what a configuration asks for, or a model has learnt.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PlotFiltersCommand.class, PlotScheduleCommand.class})
public final class PlotCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to draw: filters or schedule");
    }
}
