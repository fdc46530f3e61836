package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** A clip whose shape the network can't take. */
public final class ShapeException extends I3dException {
    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        this(message, null);
    }

    public ShapeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
