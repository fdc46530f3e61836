package org.i3d4j.error;

import java.util.List;
import java.util.stream.Collectors;
import org.i3d4j.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Something the user can understand and act on. The message says what happened, where, what was found, what was
 * expected and what to do; the command line prints it alone and ends with {@link #exitCode()}. Whatever a name in it
 * holds, the message is {@linkplain Printable printable}, and every line break in it is ours.
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

    /** @param message one line */
    protected I3dException(String message, @Nullable Throwable cause) {
        super(Printable.line(message), cause);
    }

    protected I3dException(List<String> lines, @Nullable Throwable cause) {
        super(lines.stream().map(Printable::line).collect(Collectors.joining("\n")), cause);
    }

    /** The exit code of the command line for this kind of failure. */
    public abstract int exitCode();
}
