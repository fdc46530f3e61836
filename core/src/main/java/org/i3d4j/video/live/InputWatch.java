package org.i3d4j.video.live;

import java.util.Optional;
import org.i3d4j.error.VideoException;

/** Watches over an input that may be silent for long. The owner closes it, after what reads the input. */
public interface InputWatch extends AutoCloseable {
    /** Of an ordinary file, which is not waited for. */
    InputWatch NONE = new InputWatch() {};

    /** To be called whenever something is waited for anew. */
    default void beforeRead() {}

    /** Why the source ended, where it did not end by itself. */
    default Optional<VideoException> failure() {
        return Optional.empty();
    }

    /** Ends waiting for data; any thread may call it. */
    default void abort() {}

    @Override
    default void close() {}
}
