package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** A result that could not be written. */
public final class OutputException extends I3dException {
    private static final long serialVersionUID = 1L;

    public OutputException(String message) {
        this(message, null);
    }

    public OutputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 8;
    }
}
