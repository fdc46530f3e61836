package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.i3d4j.cli.bench.BenchCommand;
import org.i3d4j.error.I3dException;
import org.i3d4j.torch.distributed.launch.ParentWatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
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
            "7:device, native library or memory",
            "8:output",
            "9:a loss, gradient or weight in training that is not finite",
            "10:another process of the training failed or stopped answering",
            "130:interrupted (143 by SIGTERM); training has saved where it stands"
        },
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            LaunchCommand.class,
            EvalCommand.class,
            PredictCommand.class,
            InfoCommand.class,
            ProbeCommand.class,
            DatasetCommand.class,
            ConfigCommand.class,
            PlotCommand.class,
            ConvertCommand.class,
            QuantizeCommand.class,
            InflateCommand.class,
            VerifyCommand.class,
            BenchCommand.class
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
        boolean launched = ParentWatch.start(System.getenv(), System.err);
        Interrupts interrupts = new Interrupts(System.err, launched);
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
        CommandLine command = new CommandLine(main)
                .registerConverter(Path.class, new PathConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(main::explain);
        // What follows the command to launch is that command's.
        Objects.requireNonNull(command.getSubcommands().get(LaunchCommand.NAME)).setStopAtPositional(true);
        return command;
    }

    /** How commands of this process hear of signals. */
    Interrupts interrupts() {
        return interrupts;
    }

    /** Errors are explained as exceptions are, where picocli would let them through. */
    private static int execute(ParseResult arguments) {
        try {
            return new CommandLine.RunLast().execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            throw new ExecutionException(arguments.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        Throwable error =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        PrintWriter err = command.getErr();
        if (verbose) {
            error.printStackTrace(err);
        }
        Throwable told = MemoryShortage.explain(error);
        if (told instanceof I3dException explained) {
            err.println("i3d: " + explained.getMessage());
            return explained.exitCode();
        }
        err.println("i3d: internal error: " + error + (verbose ? "" : " (run again with -v for the stack trace)"));
        return INTERNAL_ERROR;
    }
}
