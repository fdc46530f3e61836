package org.i3d4j.cli.output;

import java.io.PrintWriter;
import java.util.Iterator;
import org.i3d4j.error.I3dException;

/** How an error is told: every line of its message is one. */
public final class ErrorMessage {
    private ErrorMessage() {}

    /** Prints the message behind the program's name, and flushes. */
    public static void print(I3dException error, PrintWriter err) {
        Iterator<String> lines = String.valueOf(error.getMessage()).lines().iterator();
        err.println("i3d: " + (lines.hasNext() ? lines.next() : ""));
        lines.forEachRemaining(err::println);
        err.flush();
    }
}
