package org.i3d4j.weights.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A format of checkpoints. {@link WeightsFiles} finds the formats with {@link java.util.ServiceLoader}; at most one may
 * take a file for its own.
 */
public interface WeightsFormat {

    /** As {@code safetensors}. */
    String name();

    /** Whether {@code head} looks like this format, damaged or not; never throws. */
    boolean matches(FileHead head);

    /**
     * The file to open instead of {@code given}, for formats of several files that go by a prefix or a folder; empty if
     * {@code given} names none of them.
     *
     * @throws org.i3d4j.error.WeightsException if it could be one of several
     */
    default Optional<Path> locate(Path given) {
        return Optional.empty();
    }

    /**
     * Opens a file that {@link #matches}.
     *
     * @throws org.i3d4j.error.WeightsException if it is damaged
     */
    WeightsFile open(Path file);
}
