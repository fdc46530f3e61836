package org.i3d4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint that is missing, damaged or does not fit the network. */
public final class WeightsException extends I3dException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        this(message, null);
    }

    public WeightsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public WeightsException(List<String> lines) {
        super(lines, null);
    }

    @Override
    public int exitCode() {
        return 5;
    }
}
