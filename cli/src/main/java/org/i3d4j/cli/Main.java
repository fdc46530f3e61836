package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.cli.bench.BenchCommand;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.cli.output.OutputLost;
import org.i3d4j.cli.output.StandardOutput;
import org.i3d4j.cli.output.Telling;
import org.i3d4j.cli.output.TextOutput;
import org.i3d4j.cli.progress.Progress;
import org.i3d4j.cli.usage.EnumWords;
import org.i3d4j.cli.usage.UsageErrors;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.torch.distributed.launch.ParentWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
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
            "1:some of several inputs failed, or an internal error",
            "2:wrong usage",
            "3:configuration",
            "4:data set or video",
            "5:checkpoint",
            "6:clip shape",
            "7:device, native library or memory",
            "8:output",
            "9:a loss, gradient or weight in training that is not finite",
            "10:another process of the training failed or stopped answering",
            "130:interrupted (143 by SIGTERM, 129 by SIGHUP); training has saved where it stands",
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
            BenchCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int INTERNAL_ERROR = 1;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print stack traces of errors.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress and no notes: results, warnings and errors alone.")
    private boolean quiet;

    @Option(
            names = "--log-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Append all that is told to FILE as well, each line with its time.")
    private Optional<Path> logFile = Optional.empty();

    private final Telling telling = new Telling();
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
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionStrategy(main::execute)
                .setExecutionExceptionHandler(main::explain);
        EnumWords.register(command);
        // What follows the command to launch is that command's.
        Objects.requireNonNull(command.getSubcommands().get(LaunchCommand.NAME)).setStopAtPositional(true);
        return command;
    }

    /** How a command of the whole that {@code spec} belongs to shows how far it is. */
    static Progress progress(CommandSpec spec) {
        return Progress.of(spec.root().userObject() instanceof Main main && main.telling.isQuiet());
    }

    /** Tells what a user should hear beside the result. */
    static void note(CommandSpec spec, String text) {
        if (progress(spec) == Progress.NONE) {
            log.info("note: {}", text);
        } else {
            PrintWriter err = spec.commandLine().getErr();
            err.println("note: " + text);
            err.flush();
        }
    }

    /** What a process started by this one is given to tell as much. */
    Stream<String> tellingOptions() {
        return Stream.concat(
                quiet ? Stream.of("--quiet") : Stream.empty(),
                logFile.stream().flatMap(file -> Stream.of("--log-file", file.toString())));
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
        close();
        standardOutput.finish();
        Optional<OutputLost> lost = standardOutput.lost();
        if (lost.isEmpty() || (code != 0 && code != OutputLost.READER_GONE)) {
            return code;
        }
        lost.get().tell(err);
        return lost.get().exitCode();
    }

    /** Errors are explained as exceptions are, where picocli would let them through. */
    private int execute(ParseResult arguments) {
        CommandLine command = arguments.commandSpec().commandLine();
        try {
            telling.start(quiet, logFile, command);
            if (asksForHelp(arguments)) {
                command.setOut(TextOutput.of(command.getOut()).asItIs());
            }
            return new CommandLine.RunLast().execute(arguments);
        } catch (OutOfMemoryError | LinkageError | OutputLost | OutputException e) {
            throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean asksForHelp(ParseResult arguments) {
        return arguments.asCommandLineList().stream()
                .anyMatch(command -> command.isUsageHelpRequested()
                        || command.isVersionHelpRequested()
                        || command.getCommandSpec().helpCommand());
    }

    private int explain(Exception thrown, CommandLine command, ParseResult arguments) {
        Throwable error =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        PrintWriter err = command.getErr();
        if (verbose) {
            ErrorMessage.printTrace(error, err);
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

    /** Nothing is logged to a file any more. */
    @Override
    public void close() {
        telling.close();
    }
}
