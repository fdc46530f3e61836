package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.cli.bench.BenchCommand;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.cli.output.OutputLost;
import org.i3d4j.cli.output.StandardOutput;
import org.i3d4j.cli.output.TextOutput;
import org.i3d4j.error.I3dException;
import org.i3d4j.text.Printable;
import org.i3d4j.torch.distributed.ParentWatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

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
            "130:interrupted (143 by SIGTERM); training has saved where it stands",
            "141:nobody reads standard output any more, as behind '| head'"
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
    private final StandardOutput standardOutput;

    private Main(Interrupts interrupts, StandardOutput standardOutput) {
        this.interrupts = interrupts;
        this.standardOutput = standardOutput;
    }

    /** Where no signal is expected. */
    Main() {
        this(new Interrupts(System.err), StandardOutput.ofProcess());
    }

    public static void main(String[] args) {
        boolean launched = ParentWatch.start(System.getenv(), System.err);
        Main main = new Main(new Interrupts(System.err, launched), StandardOutput.ofProcess());
        TextOutput err = TextOutput.onStandardError();
        int code;
        try (Interrupts.Asked installed = main.interrupts.install()) {
            code = commandLine(main)
                    .setOut(TextOutput.on(main.standardOutput))
                    .setErr(err)
                    .execute(args);
        }
        System.exit(main.end(code, err));
    }

    /** The whole command, ready to execute arguments. */
    static CommandLine commandLine(Main main) {
        CommandLine command = new CommandLine(main)
                .registerConverter(Path.class, new PathConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::explainUsage)
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

    /** For bytes that are passed on; text goes to the command line's own output. */
    StandardOutput standardOutput() {
        return standardOutput;
    }

    /** A command that was told to go on without its output, or passed on what others said, has not ended for it. */
    private int end(int code, PrintWriter err) {
        standardOutput.finish();
        Optional<OutputLost> lost = standardOutput.lost();
        if (lost.isEmpty() || (code != 0 && code != OutputLost.READER_GONE)) {
            return code;
        }
        lost.get().tell(err);
        return lost.get().exitCode();
    }

    /** Errors are explained as exceptions are, where picocli would let them through. */
    private static int execute(ParseResult arguments) {
        CommandLine command = arguments.commandSpec().commandLine();
        if (asksForHelp(arguments)) {
            command.setOut(TextOutput.of(command.getOut()).asItIs());
        }
        try {
            return new CommandLine.RunLast().execute(arguments);
        } catch (OutOfMemoryError | LinkageError | OutputLost e) {
            throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean asksForHelp(ParseResult arguments) {
        return arguments.asCommandLineList().stream()
                .anyMatch(command -> command.isUsageHelpRequested()
                        || command.isVersionHelpRequested()
                        || command.getCommandSpec().helpCommand());
    }

    /** As picocli does, but that what is wrong may be the name of a file. */
    private static int explainUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = TextOutput.of(command.getErr()).asItIs();
        err.println(command.getColorScheme().errorText(Printable.line(String.valueOf(wrong.getMessage()))));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err, command.getColorScheme());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        Throwable error =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        PrintWriter err = command.getErr();
        if (verbose) {
            error.printStackTrace(err);
        }
        if (error instanceof OutputLost lost) {
            lost.tell(err);
            return lost.exitCode();
        }
        Throwable told = MemoryShortage.explain(error);
        if (told instanceof I3dException explained) {
            ErrorMessage.print(explained, err);
            return explained.exitCode();
        }
        err.println("i3d: internal error: " + error + (verbose ? "" : " (run again with -v for the stack trace)"));
        return INTERNAL_ERROR;
    }
}
