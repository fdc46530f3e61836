package org.i3d4j.cli.dataset;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d dataset}: makes data sets and looks after them. */
@Command(
        name = "dataset",
        description = "Make, check, show, cache or prepare a data set.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DatasetCheckCommand.class,
            DatasetShowCommand.class,
            DatasetCacheCommand.class,
            DatasetPrepareCommand.class,
            DatasetMotionCommand.class
        })
public final class DatasetCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: check, show, cache, prepare or motion");
    }
}
