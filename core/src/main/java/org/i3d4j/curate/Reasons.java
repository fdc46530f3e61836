package org.i3d4j.curate;

import java.nio.file.Path;
import org.i3d4j.error.I3dException;

/** Words why a video can't be used, for tables that have its name in a column of its own. */
public final class Reasons {
    private Reasons() {}

    /** The message of {@code problem} without the name of {@code file} in front. */
    public static String of(Path file, I3dException problem) {
        String message = String.valueOf(problem.getMessage());
        String prefix = file + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
