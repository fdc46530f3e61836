package org.i3d4j.cli;

import java.util.Locale;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.I3dException;

/** Finds out that memory ran out, which Java can say anywhere and at any depth. */
final class MemoryShortage {
    private static final int DEEPEST_CAUSE = 50;
    private static final double MIB = 1 << 20;

    private MemoryShortage() {}

    /** What to tell the user; {@code error} itself if it has another reason or says so already. */
    static Throwable explain(Throwable error) {
        if (error instanceof DeviceException) {
            return error;
        }
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return new DeviceException("out of memory: " + reason(error, cause) + ofJava(), cause);
            }
            cause = cause.getCause();
        }
        return error;
    }

    /** Kinds of our own bring their advice along. */
    private static String reason(Throwable error, Throwable cause) {
        if (error instanceof I3dException) {
            return String.valueOf(error.getMessage());
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message) + "; " + Advice.SMALLER_CLIPS;
    }

    private static String ofJava() {
        return String.format(
                Locale.ROOT,
                "; or give Java more than the %.0f MiB it may take now, as with I3D_JAVA_OPTS=-Xmx4g",
                Runtime.getRuntime().maxMemory() / MIB);
    }
}
