package org.i3d4j.bench.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for the time of a benchmark; constructors of JMH's states must not throw checked exceptions. */
final class TemporaryFile implements AutoCloseable {
    private final Path path;

    TemporaryFile(String extension) {
        try {
            path = Files.createTempFile("i3d-bench", extension);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
