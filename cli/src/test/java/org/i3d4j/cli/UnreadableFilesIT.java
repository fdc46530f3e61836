package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.i3d4j.LongTest;
import org.i3d4j.cli.input.InputFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files without permission. */
@LongTest
class UnreadableFilesIT {
    @TempDir
    private static Path shared;

    private static GoodInput good;

    @TempDir
    private Path folder;

    private Path locked;
    private Path logs;

    @BeforeAll
    static void writeGoodInput() throws IOException {
        good = GoodInput.write(shared);
    }

    @BeforeEach
    void lock() throws IOException, InterruptedException {
        logs = Files.createDirectory(folder.resolve("logs"));
        locked = Files.createDirectory(folder.resolve("locked"));
        Files.writeString(locked.resolve("file.mp4"), "secret");
        assumeTrue(locked.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(locked.resolve("file.mp4"), PosixFilePermissions.fromString("---------"));
    }

    private CommandRun run(String line) throws IOException, InterruptedException {
        Map<String, Path> names = Map.of("LOCKED", locked, "OUT", folder.resolve("results"));
        return CommandProcess.withoutPrivileges().run(logs, good.arguments(line, names));
    }

    @ParameterizedTest
    @CsvSource({
        "probe LOCKED/file.mp4, 4",
        "predict --checkpoint CKPT LOCKED/file.mp4, 4",
        "predict --checkpoint CKPT --live LOCKED/file.mp4, 4",
        "predict --checkpoint LOCKED/file.mp4 VIDEO, 5",
        "info LOCKED/file.mp4, 5",
        "eval --config CONFIG --dataset DATA --checkpoint LOCKED/file.mp4, 5",
        "predict --checkpoint CKPT --labels LOCKED/file.mp4 VIDEO, 4",
        "train --config LOCKED/file.mp4, 3",
        "config LOCKED/file.mp4, 3",
        "plot schedule LOCKED/file.mp4 --out OUT, 3",
        "dataset check LOCKED/file.mp4, 3"
    })
    void aFileWithoutPermissionIsNamed(String line, int code) throws IOException, InterruptedException {
        run(line).failsWith(code, locked.resolve("file.mp4") + ": ", "ermission");
    }

    @ParameterizedTest
    @CsvSource({
        "predict --checkpoint CKPT LOCKED, 4",
        "dataset check LOCKED, 4",
        "dataset cache LOCKED --out OUT, 4",
        "dataset prepare LOCKED OUT, 4",
        "train --config CONFIG --dataset LOCKED --set train.ckpt_path=OUT, 4"
    })
    void aFolderThatCantBeReadIsNamed(String line, int code) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        CommandRun run = run(line);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        run.failsWith(code, locked.toString());
    }

    /** Also what comes behind it, and what lies beside pictures that may be of what it holds. */
    @ParameterizedTest
    @CsvSource({
        "features --checkpoint CKPT --stack-size 8 --step-size 8 --out OUT SET, 1, '2 written, 0 there from before, 1 left out'",
        "predict --checkpoint CKPT SET, 1, z.mp4 (10 frames)",
        "flow --method dis --short-side 32 --out OUT SET, 1, '0 kept from before, 1 left out'",
        "fvd SET SET --checkpoint CKPT --frames 9, 1, 2 clips",
        "dataset check SET, 1, '2 videos can be read, 20 frames; 1 missing'",
        "dataset cache SET --out OUT, 1, 2 videos decoded",
        "dataset prepare SET OUT, 1, 2 videos prepared"
    })
    void aFolderBelowThatCantBeReadCostsOnlyItself(String line, int code, String told)
            throws IOException, InterruptedException {
        Path set = Files.createDirectory(folder.resolve("set"));
        Path sub = Files.createDirectories(set.resolve("a/sub"));
        Path video = InputFiles.of(good.data().resolve("val")).files().get(0);
        Files.copy(video, set.resolve("a/b.mp4"));
        Files.copy(video, Files.createDirectory(set.resolve("a/y")).resolve("z.mp4"));
        Files.createFile(set.resolve("a/poster_1.jpg"));
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));

        CommandRun run = CommandProcess.withoutPrivileges()
                .run(logs, good.arguments(line, Map.of("SET", set, "OUT", folder.resolve("results"))));

        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
        assertThat(run.exitCode()).as("exit code; said: %s", run.err()).isEqualTo(code);
        assertThat(run.out() + run.err())
                .contains(told, sub + ": the folder can't be read: no permission")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --config CONFIG --dataset DATA --set train.ckpt_path=LOCKED/run",
                "eval --config CONFIG --dataset DATA --checkpoint CKPT --report LOCKED/report",
                "predict --checkpoint CKPT --logits LOCKED/logits.npy VIDEO",
                "predict --checkpoint CKPT --annotate LOCKED/copy.mp4 VIDEO",
                "plot schedule CONFIG --out LOCKED/plot.png",
                "dataset check DATA --out LOCKED/report",
                "dataset show CONFIG --dataset DATA --out LOCKED",
                "dataset cache DATA --out LOCKED/cache",
                "dataset prepare DATA LOCKED/prepared",
                "dataset motion LOCKED/motion"
            })
    void aFolderThatCantBeWrittenToIsNamed(String line) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        CommandRun run = run(line);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        run.failsWith(8, locked.toString(), "ermission");
    }
}
