package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** Training that can't go on: a loss, gradient or weight is not finite. */
public final class TrainingException extends I3dException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        this(message, null);
    }

    public TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 9;
    }
}
