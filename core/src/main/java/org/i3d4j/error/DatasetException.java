package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** A data set whose lists or folders are missing, empty or inconsistent. */
public final class DatasetException extends I3dException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        this(message, null);
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
