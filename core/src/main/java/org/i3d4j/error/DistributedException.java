package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Another process of the same training failed or stopped answering. Whoever started the processes looks for the cause
 * in one that ended with another exit code.
 */
public final class DistributedException extends I3dException {
    /** Of a process that ended because of others. */
    public static final int EXIT_CODE = 10;

    private static final long serialVersionUID = 1L;

    public DistributedException(String message) {
        this(message, null);
    }

    public DistributedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return EXIT_CODE;
    }
}
