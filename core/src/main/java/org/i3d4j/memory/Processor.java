package org.i3d4j.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The CPU of this machine. */
public final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Processor() {}

    /** As the system calls it; its architecture where it has no name. */
    public static String name() {
        return named(LINUX)
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /** The first name in a file such as Linux has it. */
    static Optional<String> named(Path cpuInfo) {
        try (BufferedReader lines = Files.newBufferedReader(cpuInfo)) {
            return lines.lines()
                    .filter(line -> line.startsWith(MODEL) && line.indexOf(':') >= 0)
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
