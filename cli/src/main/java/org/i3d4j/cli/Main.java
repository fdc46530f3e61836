package org.i3d4j.cli;

import java.io.PrintWriter;
import org.i3d4j.error.I3dException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code i3d} command. */
@Command(
        name = "i3d",
        description = "I3D video action recognition: train, evaluate, predict.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:an input failed while others went on, or an internal error",
            "2:wrong usage",
            "3:configuration",
            "4:data set or video",
            "5:checkpoint",
            "6:clip shape",
            "7:device or native library",
            "8:output",
            "9:a loss, gradient or weight in training that is not finite",
            "130:interrupted (143 by SIGTERM); training has saved where it stands"
        },
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            PredictCommand.class,
            InfoCommand.class,
            ProbeCommand.class,
            DatasetCommand.class,
            ConfigCommand.class,
            PlotCommand.class,
            ConvertCommand.class,
            InflateCommand.class,
            VerifyCommand.class
        })
public final class Main {
    private static final int INTERNAL_ERROR = 1;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print stack traces of errors.")
    private boolean verbose;

    private final Interrupts interrupts;

    Main(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    public static void main(String[] args) {
        Interrupts interrupts = new Interrupts(System.err);
        int code;
        try (Interrupts.Asked installed = interrupts.install()) {
            code = commandLine(interrupts).execute(args);
        }
        System.exit(code);
    }

    /** The whole command, ready to execute arguments, where no signal is expected. */
    static CommandLine commandLine() {
        return commandLine(new Interrupts(System.err));
    }

    /** The whole command, ready to execute arguments. */
    static CommandLine commandLine(Interrupts interrupts) {
        Main main = new Main(interrupts);
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(main::explain);
    }

    /** How commands of this process hear of signals. */
    Interrupts interrupts() {
        return interrupts;
    }

    private int explain(Exception error, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (verbose) {
            error.printStackTrace(err);
        }
        if (error instanceof I3dException explained) {
            err.println("i3d: " + explained.getMessage());
            return explained.exitCode();
        }
        err.println("i3d: internal error: " + error + (verbose ? "" : " (run again with -v for the stack trace)"));
        return INTERNAL_ERROR;
    }
}
