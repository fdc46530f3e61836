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
            "130:interrupted"
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
            PlotCommand.class
        })
public final class Main {
    private static final int INTERNAL_ERROR = 1;
    private static final int INTERRUPTED = 130;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print stack traces of errors.")
    private boolean verbose;

    private Main() {}

    public static void main(String[] args) {
        Thread interrupted = new Thread(Main::endNow);
        Runtime.getRuntime().addShutdownHook(interrupted);
        int code = commandLine().execute(args);
        Runtime.getRuntime().removeShutdownHook(interrupted);
        System.exit(code);
    }

    /** Ends at once: an orderly exit would take native memory from under computations that are still running. */
    private static void endNow() {
        System.err.println(
                "i3d: interrupted; an interrupted training goes on from its newest checkpoint with --resume");
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /** The whole command, ready to execute arguments. */
    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(main::explain);
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
