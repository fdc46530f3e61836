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

/** {@code dataset cache} that is ended in the middle and given again. */
class InterruptedCacheIT {
    private static final int VIDEOS = 404;

    @TempDir
    private static Path shared;

    private static Map<String, Integer> undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void cacheToTheEnd() throws IOException {
        new MotionVideos(new MotionSettings(2, 200, 2, 64, 64, 16, 12, 1), 2)
                .write(shared.resolve("data"), (done, of) -> {});
        CommandRun.of("dataset", "cache", shared.resolve("data"), "--out", shared.resolve("cache"))
                .succeeds();
        undisturbed = contents(shared.resolve("cache"));
        assertThat(arrays(shared.resolve("cache"))).isEqualTo(VIDEOS);
    }

    private static long arrays(Path folder) throws IOException {
        return contents(folder).keySet().stream()
                .filter(name -> name.endsWith(".npy"))
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
            return files.filter(file -> file.toString().endsWith(".npy")).count();
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, 137", "TERM, 143"})
    void isContinuedAndEndsAsIfNothingHadBeen(String signal, int code) throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        Path train = cache.resolve("train");
        Process process = CommandProcess.after("trap - TERM")
                .start(folder, "dataset", "cache", shared.resolve("data"), "--out", cache, "--workers", 1);
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2)).until(() -> written(train) >= 10);
        CommandProcess.send(signal, process);
        CommandRun ended = CommandProcess.end(process, folder);

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).doesNotContain("Exception");
        long before = arrays(cache);
        assertThat(before).isBetween(10L, VIDEOS - 1L);
        CommandRun second = CommandRun.of("dataset", "cache", shared.resolve("data"), "--out", cache)
                .succeeds();
        assertThat(second.out()).contains((VIDEOS - before) + " videos decoded", before + " kept from before");
        assertThat(contents(cache)).isEqualTo(undisturbed);
    }
}
