package org.i3d4j.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import org.i3d4j.error.I3dException;

/** How an error is told: every line of its message is one. */
public final class ErrorMessage {
    private ErrorMessage() {}

    /** The message, with the command's options where it gives advice. */
    public static String of(I3dException error) {
        return CommandAdvice.in(String.valueOf(error.getMessage()));
    }

    /** Prints the message behind the program's name, and flushes. */
    public static void print(I3dException error, PrintWriter err) {
        Iterator<String> lines = of(error).lines().iterator();
        err.println("i3d: " + (lines.hasNext() ? lines.next() : ""));
        lines.forEachRemaining(err::println);
        err.flush();
    }

    /** Prints the stack, whose lines begin with a tab. */
    public static void printTrace(Throwable error, PrintWriter err) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        trace.toString().replace("\t", "    ").lines().forEach(err::println);
        err.flush();
    }
}
