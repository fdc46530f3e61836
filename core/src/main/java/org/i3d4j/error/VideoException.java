package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** A file that can't be read as video. */
public final class VideoException extends I3dException {
    private static final long serialVersionUID = 1L;

    public VideoException(String message) {
        this(message, null);
    }

    public VideoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
