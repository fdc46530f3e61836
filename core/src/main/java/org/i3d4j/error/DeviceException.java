package org.i3d4j.error;

import org.jspecify.annotations.Nullable;

/** A device, native library or amount of memory that was asked for and is not there. */
public final class DeviceException extends I3dException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        this(message, null);
    }

    public DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 7;
    }
}
