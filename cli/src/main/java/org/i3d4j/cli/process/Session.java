package org.i3d4j.cli.process;

import java.io.PrintWriter;
import java.util.List;
import org.i3d4j.cli.output.StandardOutput;
import org.i3d4j.cli.progress.Progress;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands of this process share: signals, output, how much is told. The {@code i3d} command is one. */
public interface Session {

    /** That of the whole that {@code spec} belongs to. */
    static Session of(CommandSpec spec) {
        return (Session) spec.root().userObject();
    }

    /** Whether no more than results, warnings and errors are wanted. */
    boolean isQuiet();

    /** Whether nothing is to be fetched from the network. */
    boolean isOffline();

    /** How commands hear of signals. */
    Interrupts interrupts();

    /** For bytes that are passed on; text goes to the command line's own output. */
    StandardOutput standardOutput();

    /** All commands anew, for one that runs others. */
    CommandLine commands();

    /**
     * This program as another process that tells as much as this one.
     *
     * @return program and arguments that run {@code i3d} with {@code arguments}
     */
    List<String> ownProgram(List<String> arguments);

    /** How a command shows how far it is. */
    default Progress progress() {
        return Progress.of(isQuiet());
    }

    /** Tells what a user should hear beside the result of the command {@code spec}. */
    static void note(CommandSpec spec, String text) {
        if (of(spec).isQuiet()) {
            LoggerFactory.getLogger(Session.class).info("note: {}", text);
        } else {
            PrintWriter err = spec.commandLine().getErr();
            err.println("note: " + text);
            err.flush();
        }
    }
}
