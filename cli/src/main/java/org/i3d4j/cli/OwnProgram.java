package org.i3d4j.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** This program as another process: the same Java, flags and class path. */
public final class OwnProgram {
    private OwnProgram() {}

    /** Program and arguments of a process that runs {@code i3d} with {@code arguments}. */
    public static List<String> command(List<String> arguments) {
        // One debugger's port can't be opened by several processes.
        Stream<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agentlib:jdwp"));
        Stream<String> program = Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName());
        return Stream.of(Stream.of(java()), flags, program, arguments.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
