package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.i3d4j.LongTest;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training as a process of its own that is told to end. */
@LongTest
class TrainSignalIT {
    private static final int MINUTES = 10;

    @TempDir
    private static Path shared;

    private static Map<String, String> undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainToTheEnd() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "signals are sent as Linux has them");
        new MotionVideos(new MotionSettings(2, 8, 2, 32, 32, 16, 12, 1), 2)
                .write(shared.resolve("data"), (done, of) -> {});
        TinyModel.writeConfig(shared.resolve("tiny.yaml"));
        Process process = train(shared);
        assertThat(exitCode(process)).as(log(shared)).isZero();
        undisturbed = StepLosses.of(shared.resolve("out"));
        assertThat(undisturbed).hasSize(20);
    }

    private static Process train(Path folder, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                CommandProcess.QUICK_TO_START,
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.i3d4j.cli.Main",
                "train",
                "--config",
                shared.resolve("tiny.yaml").toString(),
                "--dataset",
                shared.resolve("data").toString(),
                "--set",
                "train={epochs: 5, ema_decay: 0.9, ckpt_path: '" + folder.resolve("out") + "'}",
                "--set",
                "optimizer.momentum=0.9"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
    void finishesTheStepSavesAndGoesOnLaterAsIfNothingHadBeen(String signal, int number, int code)
            throws IOException, InterruptedException {
        assumeTrue(!isIgnored(number), "this shell lets its children ignore SIG" + signal);
        Process process = train(folder);
        await().atMost(Duration.ofMinutes(MINUTES))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> StepLosses.of(folder.resolve("out")).size() >= 3);
        send(signal, process);

        assertThat(exitCode(process)).as(log(folder)).isEqualTo(code);
        Map<String, String> first = StepLosses.of(folder.resolve("out"));
        assertThat(first).hasSizeLessThan(undisturbed.size());
        assertThat(log(folder))
                .contains(
                        "i3d: stopping after this step",
                        "stopped after step " + first.size() + "; go on with\n  i3d train --config ",
                        "--resume\n")
                .doesNotContain("Exception");

        Process resumed = train(folder, "--resume");
        assertThat(exitCode(resumed)).as(log(folder)).isZero();
        assertThat(StepLosses.of(folder.resolve("out"))).isEqualTo(undisturbed);
    }

    private static boolean isIgnored(int signal) throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1;
    }

    @Test
    void otherCommandsEndAtOnce() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        CommandProcess.QUICK_TO_START,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.i3d4j.cli.Main",
                        "dataset",
                        "motion",
                        folder.resolve("many").toString(),
                        "--train",
                        "100000")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(MINUTES)).until(() -> Files.exists(folder.resolve("many/train")));
        send("TERM", process);

        assertThat(exitCode(process)).isEqualTo(143);
        assertThat(log(folder)).contains("i3d: interrupted").doesNotContain("Exception");
    }
}
