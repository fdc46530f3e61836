package org.i3d4j.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code i3d bench}: how fast this machine is at what i3d4j does. */
@Command(
        name = "bench",
        description = "Time the network, training, reading and loading on this machine's CPU.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchForwardCommand.class,
            BenchTrainCommand.class,
            BenchReadCommand.class,
            BenchLoadCommand.class
        },
        footer = {
            "",
            "Each prints every run, their median and spread, and the most memory that the process had until then.",
            "GFLOPS count two operations for a multiply-add of the convolutions; training counts as three forward passes.",
            "The convolution peak is what the same engine reaches, in the same process and precision, on the fastest of",
            "the convolutions Conv3d_2c_3x3, Mixed_3b.b1b and Mixed_3c.b1b alone, for one clip of 64x224x224, in turn with"
                    + " more runs."
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name what to time: " + String.join(", ", spec.subcommands().keySet()));
    }
}
