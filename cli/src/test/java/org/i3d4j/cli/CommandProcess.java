package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole command as a process of its own, which a limit or a signal can hit without hitting the tests.
 *
 * @param shell commands of bash that come first, as {@code ulimit -f 10}
 * @param javaOptions for the process's Java
 */
public record CommandProcess(String shell, List<String> javaOptions) {
    /** A process that lives for seconds spends a third of them on compiling better than it needs. */
    public static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

    private static final String WITHOUT_PRIVILEGES =
            "if [ \"$(id -u)\" = 0 ]; then set -- setpriv --bounding-set=-all --inh-caps=-all \"$@\"; fi";

    private static final int MINUTES = 5;

    /** Under limits that bash sets. */
    public static CommandProcess after(String shell, String... javaOptions) {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "limits and signals are as Linux has them");
        return new CommandProcess(shell, List.of(javaOptions));
    }

    /** Bound by the permissions of files; root gives its power over them up. */
    public static CommandProcess withoutPrivileges() throws IOException, InterruptedException {
        assumeSucceeds("there is no setpriv here", "[ $(id -u) != 0 ] || setpriv --bounding-set=-all true");
        return after(WITHOUT_PRIVILEGES);
    }

    /** Leaves out a test on a machine where {@code shell} fails. */
    public static void assumeSucceeds(String otherwise, String shell) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", shell)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(process.waitFor() == 0, otherwise);
    }

    /** Starts it; what it says goes to the files {@code out} and {@code err} in {@code folder}. */
    public Process start(Path folder, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", shell + "\nexec \"$@\"", "bash"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                QUICK_TO_START,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
        command.addAll(javaOptions);
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(Main.class.getName());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        // As bin/i3d sets it.
        process.environment().put("TORCH_CPP_LOG_LEVEL", "ERROR");
        return process.start();
    }

    /** Runs it to its end. */
    public CommandRun run(Path folder, Object... arguments) throws IOException, InterruptedException {
        return end(start(folder, arguments), folder);
    }

    /** Waits for what {@link #start} gave. */
    public static CommandRun end(Process process, Path folder) throws IOException, InterruptedException {
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("ended within %d minutes", MINUTES).isTrue();
        return new CommandRun(process.exitValue(), text(folder.resolve("out")), text(folder.resolve("err")));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static void send(String signal, Process process) throws IOException, InterruptedException {
        send(signal, process.toHandle());
    }

    public static void send(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
