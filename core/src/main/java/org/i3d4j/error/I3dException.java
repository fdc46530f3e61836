package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Something the user can understand and act on. The message says what happened, where, what was found, what was
 * expected and what to do; the command line prints it alone and ends with {@link #exitCode()}.
 */
public abstract sealed class I3dException extends RuntimeException
        permits ConfigException,
                DatasetException,
                DeviceException,
                DistributedException,
                OutputException,
                ShapeException,
                TrainingException,
                VideoException,
                WeightsException {
    private static final long serialVersionUID = 1L;

    protected I3dException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The exit code of the command line for this kind of failure. */
    public abstract int exitCode();
}
