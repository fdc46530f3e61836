package org.i3d4j.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has had resident at one time since its start. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    /** Of proc(5): the peak resident set size. */
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");

    private static final long KIBIBYTE = 1024;

    private PeakMemory() {}

    /** Bytes; empty where the system does not tell, which is everywhere but on Linux. */
    public static OptionalLong bytes() {
        try {
            return Files.isReadable(STATUS) ? of(Files.readAllLines(STATUS)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** @param statusLines of {@code /proc/PID/status} */
    static OptionalLong of(List<String> statusLines) {
        return statusLines.stream()
                .map(PEAK::matcher)
                .filter(Matcher::matches)
                .mapToLong(peak -> Long.parseLong(peak.group(1)) * KIBIBYTE)
                .findFirst();
    }
}
