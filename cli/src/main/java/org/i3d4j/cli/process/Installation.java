package org.i3d4j.cli.process;

import java.nio.file.Path;

/** Where i3d4j's own files lie; the launcher says it in the property {@code i3d.home}. */
public final class Installation {
    private static final Path HOME = Path.of(System.getProperty("i3d.home", "."));

    private Installation() {}

    /** A file of the installation, shown relative to the working folder where it lies below it. */
    public static Path file(String name) {
        Path file = HOME.resolve(name).toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
