package org.i3d4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration that can't be used; one message holds every problem found, a line each. */
public final class ConfigException extends I3dException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        this(message, null);
    }

    public ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ConfigException(List<String> lines) {
        super(lines, null);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
