package org.i3d4j.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.files.FolderLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dataset cache} and {@code dataset prepare} that are ended in the middle and given again. */
class InterruptedCopyIT {
    private static final int VIDEOS = 124;
    private static final String COPY = "(.*/)?[^./][^/]*\\.(npy|mp4)";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeVideos() {
        new MotionVideos(new MotionSettings(2, 60, 2, 64, 64, 16, 12, 1), 2)
                .write(shared.resolve("data"), (done, of) -> {});
    }

    private static Object[] command(String name, Path out, Object... more) {
        Stream<Object> words = name.equals("cache")
                ? Stream.of("dataset", name, shared.resolve("data"), "--out", out)
                : Stream.of("dataset", name, shared.resolve("data"), out);
        return Stream.concat(words, Stream.of(more)).toArray();
    }

    private static long made(Path folder) throws IOException {
        return contents(folder).keySet().stream()
                .filter(name -> name.matches(COPY))
                .count();
    }

    /** A number that stands for the content of every file below, by its path. */
    private static Map<String, Integer> contents(Path folder) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        if (!Files.exists(folder)) {
            return contents;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            // The lock names its last holder.
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(FolderLock.FILE))
                    .toList()) {
                contents.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static long written(Path train) throws IOException {
        if (!Files.isDirectory(train)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(train)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(COPY))
                    .count();
        }
    }

    @ParameterizedTest
    @CsvSource({"cache, KILL, 137", "cache, TERM, 143", "prepare, KILL, 137", "prepare, TERM, 143"})
    void isContinuedAndEndsAsIfNothingHadBeen(String name, String signal, int code)
            throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        CommandRun.of(command(name, whole)).succeeds();
        assertThat(made(whole)).isEqualTo(VIDEOS);
        Path out = folder.resolve("copy");
        Path train = out.resolve("train");
        Process process = CommandProcess.after("trap - TERM INT").start(folder, command(name, out, "--workers", 1));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2)).until(() -> written(train) >= 10);
        CommandProcess.send(signal, process);
        CommandRun ended = CommandProcess.end(process, folder);

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).doesNotContain("Exception");
        long before = made(out);
        assertThat(before).isBetween(10L, VIDEOS - 1L);
        CommandRun second = CommandRun.of(command(name, out)).succeeds();
        assertThat(second.out()).contains((VIDEOS - before) + " videos ", before + " kept from before");
        assertThat(contents(out)).isEqualTo(contents(whole));
    }
}
