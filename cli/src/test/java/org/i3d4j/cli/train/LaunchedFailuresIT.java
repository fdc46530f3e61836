package org.i3d4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.LongTest;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.cli.CommandProcess;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.GoodInput;
import org.i3d4j.cli.OutOfMemoryIT;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training of two processes that one of them can't go on with: why is said first, and what was saved stays. */
@LongTest
class LaunchedFailuresIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String TRAIN = "train --config CONFIG --dataset DATA --set train.ckpt_path=OUT"
            + " --set train.val_epochs=0 --set train.save_checkpoint_epochs=1"
            + " --set data_loader.train.dataset.batch_size=2";
    private static final String FIRST = "tiny-1_1.safetensors";
    private static final String SECOND = "tiny-2_1.safetensors";

    /** In a space of its own a user may mount; what was on the disk is copied off it when the processes are gone. */
    private static final String DISK_FOR_ONE_AND_A_HALF = "set -- unshare --user --map-root-user --mount bash -c '"
            + "mount -t tmpfs -o size=150m none \"$0\" || exit 99; \"$@\"; code=$?; cp -r \"$0/.\" \"$0.kept\"; exit $code'"
            + " OUT \"$@\"";

    private static final String READ_ONLY = "set -- unshare --user --map-root-user --mount bash -c '"
            + "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" || exit 99; exec \"$@\"' OUT \"$@\"";

    /** Java and libtorch start in less; the first step of {@link #LARGE_CLIPS} takes more. */
    private static final String THREE_GIB = "3221225472";

    /** More than a step of tiny clips ever takes. */
    private static final int SECONDS_OF_SILENCE = 20;

    private static final String LARGE_CLIPS = " --set data_loader.train.dataset.seq=64"
            + " --set data_loader.train.map.operations="
            + "[{\"type\":\"VideoResize\",\"size\":[224,224]},{\"type\":\"VideoToTensor\"}]";

    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    private Path out;
    private Path logs;

    @BeforeAll
    static void trainForOneEpoch() throws IOException {
        good = GoodInput.write(shared);
        // As many steps as two processes make.
        good.run(TRAIN + " --set data_loader.train.dataset.batch_size=4", Map.of("OUT", shared.resolve("trained")))
                .succeeds();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        out = Files.createDirectory(folder.resolve("results"));
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private void haveFirstCheckpoint() throws IOException {
        for (String name : List.of(FIRST, "latest")) {
            Files.copy(shared.resolve("trained").resolve(name), out.resolve(name));
        }
    }

    private Process launch(CommandProcess process, String launching, String training) throws IOException {
        String line = "launch --nproc 2 " + launching + TRAIN + " " + training;
        return process.start(logs, good.arguments(line, Map.of("OUT", out)));
    }

    private CommandProcess after(String shell) {
        return CommandProcess.after(shell.replace("OUT", out.toString()));
    }

    /** Waits for the launcher; no process that it started outlives it. */
    private CommandRun end(Process launcher) throws IOException, InterruptedException {
        Set<ProcessHandle> started = new HashSet<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            launcher.descendants().forEach(started::add);
            return !launcher.isAlive();
        });
        assertThat(started).hasSizeGreaterThanOrEqualTo(2).noneMatch(ProcessHandle::isAlive);
        return CommandProcess.end(launcher, logs);
    }

    /** That the first thing said is why, by the rank itself, and the first that the launcher says which rank it is. */
    private static void tellsFirst(CommandRun run, int rank, int code, String why) {
        List<String> said =
                run.err().lines().filter(line -> line.contains("i3d: ")).toList();
        assertThat(said.get(0)).startsWith(rank == 0 ? "i3d: " : "[rank " + rank + "] i3d: ");
        assertThat(said.get(0)).contains(why);
        // The other rank may have heard that this one is gone before the launcher has.
        assertThat(said.stream().filter(line -> line.startsWith("i3d: rank ")))
                .first()
                .isEqualTo("i3d: rank " + rank + " ended with exit code " + code + "; it said last:");
    }

    /** That all checkpoints are whole and {@code latest} names one of them. */
    private static void assertIntact(Path results) throws IOException {
        String latest = Files.readString(results.resolve("latest")).strip();
        try (Stream<Path> files = Files.list(results)) {
            List<Path> checkpoints = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
            assertThat(checkpoints).contains(results.resolve(latest));
            checkpoints.forEach(
                    checkpoint -> TrainingCheckpoint.open(checkpoint).close());
        }
    }

    private void goesOn(int epochs) throws IOException, InterruptedException {
        end(launch(CommandProcess.after(""), "", "--set train.epochs=" + epochs + " --resume"))
                .succeeds();
        assertThat(out.resolve("tiny-" + epochs + "_1.safetensors")).exists();
        assertIntact(out);
    }

    private static void assumeOwnMounts() throws IOException, InterruptedException {
        CommandProcess.assumeSucceeds(
                "users can't mount here",
                "unshare --user --map-root-user --mount bash -c 'mount -t tmpfs none /mnt && mount --bind /mnt /mnt"
                        + " && mount -o remount,bind,ro /mnt'");
    }

    @Test
    void aDiskThatIsFullBeforeTheSecondCheckpointIsWholeEndsAll() throws IOException, InterruptedException {
        assumeOwnMounts();

        CommandRun run = end(launch(after(DISK_FOR_ONE_AND_A_HALF), "", "--set train.epochs=9"));

        run.failsWith(8, out.toString());
        tellsFirst(run, 0, 8, ": can't be written: No space left on device");
        assertThat(run.err()).doesNotContain("restarting");
        out = folder.resolve("results.kept");
        assertThat(out.resolve("latest")).hasContent(FIRST);
        assertIntact(out);
        goesOn(2);
    }

    @Test
    void aFolderThatBecomesUnwritableEndsAll() throws IOException, InterruptedException {
        Process launcher = launch(CommandProcess.withoutPrivileges(), "", "--set train.epochs=500");
        await().atMost(LONG).until(() -> Files.exists(out.resolve("latest")));

        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-x------"));
        CommandRun run = end(launcher);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwx------"));

        run.failsWith(8, "; train on from it with --resume");
        tellsFirst(run, 0, 8, ": can't be written: no permission");
        assertIntact(out);
    }

    @Test
    void aFileSystemThatIsReadOnlyEndsAll() throws IOException, InterruptedException {
        assumeOwnMounts();
        haveFirstCheckpoint();

        CommandRun run = end(launch(after(READ_ONLY), "", "--set train.epochs=2 --resume"));

        run.failsWith(8, out.toString());
        tellsFirst(run, 0, 8, "Read-only file system");
        assertIntact(out);
        goesOn(2);
    }

    /** Gives one rank, when it starts, less memory than the training takes. */
    private static void limit(Process launcher, int rank) throws IOException, InterruptedException {
        String pid = String.valueOf(rank(launcher, rank).pid());
        Process limiting = new ProcessBuilder("prlimit", "--pid", pid, "--as=" + THREE_GIB).start();
        assertThat(limiting.waitFor()).isZero();
    }

    private static ProcessHandle rank(Process launcher, int rank) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> launcher.children()
                                .filter(child -> isRank(child, rank))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean isRank(ProcessHandle process, int rank) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), "environ"));
            return List.of(new String(environment, StandardCharsets.ISO_8859_1).split("\0", -1))
                    .contains("RANK=" + rank);
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }

    /** Side by side, for they mostly wait. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @CsvSource({"0, auto", "1, auto", "0, allreduce", "1, allreduce"})
    void aRankThatStopsAnsweringIsGivenUpAndNamed(int rank, String exchange) throws IOException, InterruptedException {
        Process launcher = launch(
                CommandProcess.after(""),
                "--max-restarts 0 ",
                "--set train.epochs=500 --set distributed.timeout=" + SECONDS_OF_SILENCE
                        + " --set distributed.gradient_exchange=" + exchange);
        await().atMost(LONG).until(() -> Files.exists(out.resolve("latest")));

        CommandProcess.send("STOP", rank(launcher, rank));
        CommandRun run = end(launcher);

        run.failsWith(10, "stopped answering");
        assertThat(run.err()).containsPattern("i3d: rank " + rank + "\\b.* stopped answering \\(");
        assertIntact(out);
    }

    private static CommandProcess small() throws IOException, InterruptedException {
        CommandProcess.assumeSucceeds("there is no prlimit here", "prlimit --version");
        return CommandProcess.after(
                "export MALLOC_ARENA_MAX=1 OMP_NUM_THREADS=1", OutOfMemoryIT.SMALL_JAVA.split(" ", -1));
    }

    @Test
    void aFirstRankOutOfMemorySaysWhatToLower() throws IOException, InterruptedException {
        haveFirstCheckpoint();
        Process launcher = launch(small(), "--max-restarts 0 ", "--set train.epochs=2 --resume" + LARGE_CLIPS);

        limit(launcher, 0);
        CommandRun run = end(launcher);

        run.failsWith(7, "training on batch 2 failed");
        tellsFirst(run, 0, 7, "out of memory: use a smaller batch");
        assertThat(out.resolve("latest")).hasContent(FIRST);
        assertIntact(out);
    }

    /** What took the memory may be gone then. */
    @Test
    void anotherRankOutOfMemoryIsStartedAgainWithAllAndTrainsOn() throws IOException, InterruptedException {
        haveFirstCheckpoint();
        Process launcher = launch(small(), "", "--set train.epochs=2 --resume" + LARGE_CLIPS);

        limit(launcher, 1);
        CommandRun run = end(launcher).succeeds();

        assertThat(run.err().lines().filter(line -> line.contains("i3d: ")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("[rank 1] i3d: ")
                .contains("out of memory: use a smaller batch");
        assertThat(run.err())
                .contains("i3d: rank 1 ended with exit code 7; restarting all 2 processes from the newest checkpoint"
                        + " (restart 1 of 3)");
        assertThat(out.resolve("latest")).hasContent(SECOND);
        assertIntact(out);
    }
}
