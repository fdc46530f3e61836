package org.i3d4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.cli.bench.BenchCommand;
import org.i3d4j.cli.dataset.DatasetCommand;
import org.i3d4j.cli.evaluate.EvalCommand;
import org.i3d4j.cli.features.FeaturesCommand;
import org.i3d4j.cli.flow.FlowCommand;
import org.i3d4j.cli.fvd.FvdCommand;
import org.i3d4j.cli.model.ConvertCommand;
import org.i3d4j.cli.model.InflateCommand;
import org.i3d4j.cli.model.InfoCommand;
import org.i3d4j.cli.model.QuantizeCommand;
import org.i3d4j.cli.model.VerifyCommand;
import org.i3d4j.cli.options.PathConverter;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.cli.output.OutputLost;
import org.i3d4j.cli.output.StandardOutput;
import org.i3d4j.cli.output.Telling;
import org.i3d4j.cli.output.TextOutput;
import org.i3d4j.cli.predict.PredictCommand;
import org.i3d4j.cli.predict.ProbeCommand;
import org.i3d4j.cli.process.Interrupts;
import org.i3d4j.cli.process.Session;
import org.i3d4j.cli.train.ConfigCommand;
import org.i3d4j.cli.train.DemoCommand;
import org.i3d4j.cli.train.LaunchCommand;
import org.i3d4j.cli.train.PlotCommand;
import org.i3d4j.cli.train.TrainCommand;
import org.i3d4j.cli.usage.EnumWords;
import org.i3d4j.cli.usage.OutputsApart;
import org.i3d4j.cli.usage.UsageErrors;
import org.i3d4j.cli.weights.WeightsCommand;
import org.i3d4j.error.I3dException;
import org.i3d4j.error.OutputException;
import org.i3d4j.torch.distributed.launch.ParentWatch;
import picocli.AutoComplete;
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
            FvdCommand.class,
            FeaturesCommand.class,
            InfoCommand.class,
            ProbeCommand.class,
            FlowCommand.class,
            DatasetCommand.class,
            ConfigCommand.class,
            PlotCommand.class,
            ConvertCommand.class,
            QuantizeCommand.class,
            InflateCommand.class,
            VerifyCommand.class,
            WeightsCommand.class,
            BenchCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Session, AutoCloseable {
    private static final int INTERNAL_ERROR = 1;
    private static final String HEADLESS = "java.awt.headless";

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

    @Option(
            names = "--offline",
            scope = ScopeType.INHERIT,
            description = "Fetch no published weights: those that are not in the cache are an error.")
    private boolean offline;

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
        needNoDisplay();
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

    /** AWT would look for a display, fail on one that is gone, and on macOS put an icon into the dock. The user's setting stands. */
    private static void needNoDisplay() {
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
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

    @Override
    public boolean isQuiet() {
        return telling.isQuiet();
    }

    @Override
    public boolean isOffline() {
        return offline;
    }

    @Override
    public Interrupts interrupts() {
        return interrupts;
    }

    @Override
    public StandardOutput standardOutput() {
        return standardOutput;
    }

    @Override
    public CommandLine commands() {
        return commandLine(this);
    }

    @Override
    public List<String> ownProgram(List<String> arguments) {
        return OwnProgram.command(Stream.of(
                        quiet ? Stream.of("--quiet") : Stream.<String>empty(),
                        offline ? Stream.of("--offline") : Stream.<String>empty(),
                        logFile.stream().flatMap(file -> Stream.of("--log-file", file.toString())),
                        arguments.stream())
                .flatMap(words -> words)
                .toList());
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
            OutputsApart.require(arguments);
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
