package org.i3d4j.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetToolsTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path config;
    private Path out;

    @BeforeEach
    void writeData() throws IOException {
        data = folder.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 48, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        config = TinyModel.writeConfig(folder.resolve("tiny.yaml"));
        out = folder.resolve("out");
    }

    private void damage() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("train"))) {
            Files.writeString(files.sorted().findFirst().orElseThrow(), "no video");
        }
    }

    // check

    @Test
    void aSoundDataSetPasses() {
        CommandRun run = CommandRun.of("dataset", "check", data).succeeds();

        assertThat(run.lines())
                .anyMatch(line -> line.startsWith("train: Kinetics layout"))
                .contains("resolutions: 48x32 (6)", "frames/s: 12.00 (6)", "no problems");
        assertThat(run.err()).contains("checked 6 of 6 videos");
    }

    @Test
    void problemsAreToldWrittenAndSeenInTheExitCode() throws IOException {
        damage();

        CommandRun run = CommandRun.of("dataset", "check", config, "--dataset", data, "--decode", "--out", out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("problems: 1", "  broken " + data);
        assertThat(out).isDirectoryContaining("glob:**/problems.csv").isDirectoryContaining("glob:**/classes.png");
    }

    @Test
    void videosTooShortForTheClipsAreProblemsWithAConfigurationOnly() {
        CommandRun run = CommandRun.of(
                "dataset",
                "check",
                config,
                "--dataset",
                data,
                "--split",
                "train",
                "--set",
                "data_loader.train.dataset.seq=11");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("has 10 frames; a clip takes 11").doesNotContain("eval:");
    }

    @Test
    void whatIsNoDataSetIsRefused() throws IOException {
        Files.createDirectory(out);

        CommandRun.of("dataset", "check", out).failsWith(4, out.toString(), "--type");
        CommandRun.of("dataset", "check", folder.resolve("none")).failsWith(3, "none");
        CommandRun.of("dataset", "check", data, "--dataset", data).failsWith(2, "--dataset");
        CommandRun.of("dataset", "check", config, "--split", "val").failsWith(2, "train or eval");
        CommandRun.of("dataset", "check", data, "--workers", 0).failsWith(2, "--workers");
    }

    /** Two labels a video where one is expected: not "missing", and every row in one go. */
    @Test
    void everyFaultyRowOfAListIsToldAndWritten() throws IOException {
        Path lists = Files.createDirectory(folder.resolve("lists"));
        for (String name : List.of("b0.mp4", "b1.mp4", "a 2.mp4")) {
            TinyModel.video("five_frames.mp4", lists.resolve(name));
        }
        Files.writeString(lists.resolve("train.txt"), "b0.mp4 0 1\nb1.mp4 1 2\na 2.mp4 0\n");

        CommandRun run = CommandRun.of("dataset", "check", lists, "--out", out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("1 video can be read, 5 frames; 2 faulty rows, 0 missing", "problems: 2", "report in ")
                .contains("faulty row " + lists.resolve("train.txt") + ": line 1: found '0 1' behind 'b0.mp4'");
        assertThat(Files.readAllLines(out.resolve("problems.csv")))
                .hasSize(3)
                .anyMatch(line -> line.contains("faulty row") && line.contains("line 2: found '1 2' behind 'b1.mp4'"));

        CommandRun several = CommandRun.of(
                        "dataset", "check", lists, "--set", "data_loader.train.dataset.multi_label=true")
                .succeeds();
        assertThat(several.out()).contains("3 videos, 0 missing, 3 classes numbered in train.txt");
    }

    @Test
    void whatAClassFolderHoldsIsTakenOrCounted() throws IOException {
        Path jump = Files.createDirectories(folder.resolve("folders/train/jump/subject"));
        Path run = Files.createDirectories(folder.resolve("folders/train/run"));
        TinyModel.video("five_frames.mp4", jump.resolve("1.mp4"));
        TinyModel.video("five_frames.mp4", run.resolve("1.qt"));
        TinyModel.video("five_frames.mp4", run.resolve("2.dat"));
        Files.writeString(run.resolve("notes.txt"), "x");

        CommandRun sound =
                CommandRun.of("dataset", "check", folder.resolve("folders")).succeeds();
        assertThat(sound.out())
                .contains("3 videos (1 in folders below those of classes), 2 classes", "1 file passed over: 1 .txt")
                .contains("3 videos can be read");

        Files.createSymbolicLink(run.resolve("gone.mp4"), folder.resolve("nowhere.mp4"));
        CommandRun dangling = CommandRun.of("dataset", "check", folder.resolve("folders"));
        assertThat(dangling.exitCode()).isEqualTo(1);
        assertThat(dangling.out())
                .contains("missing " + run.resolve("gone.mp4") + ": is a link to " + folder.resolve("nowhere.mp4"));

        CommandRun cache = CommandRun.of("dataset", "cache", folder.resolve("folders"), "--out", out);
        assertThat(cache.exitCode()).isEqualTo(1);
        assertThat(cache.out()).contains("3 videos decoded", "left out " + run.resolve("gone.mp4"));
        assertThat(CommandRun.of("dataset", "check", out).succeeds().out()).contains("3 videos can be read");
    }

    @Test
    void sidesInDifferentFoldersAreCheckedTogetherButNotCached() throws IOException {
        Path other = folder.resolve("other");
        new MotionVideos(new MotionSettings(2, 2, 1, 48, 32, 10, 12, 2), 2).write(other, (done, of) -> {});
        String[] paths = {
            "--set", "data_loader.train.dataset.path=" + data, "--set", "data_loader.eval.dataset.path=" + other
        };

        assertThat(CommandRun.of("dataset", "check", config, paths[0], paths[1], paths[2], paths[3])
                        .succeeds()
                        .lines())
                .anyMatch(line -> line.startsWith("train: ") && line.contains(" in " + data))
                .anyMatch(line -> line.startsWith("eval: ") && line.contains(" in " + other));
        CommandRun.of("dataset", "cache", config, "--out", out, paths[0], paths[1], paths[2], paths[3])
                .failsWith(2, "different folders");
    }

    // show

    @Test
    void showsClipsOfEitherSide() {
        CommandRun train = CommandRun.of("dataset", "show", config, "--dataset", data, "--count", 3, "--out", out);
        CommandRun eval = CommandRun.of(
                "dataset", "show", config, "--dataset", data, "--split", "eval", "--out", folder.resolve("eval"));

        assertThat(train.succeeds().out()).contains("clip-003.npy", "(seed 1, epoch 1, sample");
        assertThat(eval.succeeds().out()).contains("val_000000", "val_000001").doesNotContain("train_");
        assertThat(out).isDirectoryContaining("glob:**/clips-1.png").isDirectoryContaining("glob:**/clips.csv");
    }

    @Test
    void refusesAWrongSideOrNumber() {
        CommandRun.of("dataset", "show", config, "--out", out, "--split", "val").failsWith(2, "train or eval");
        CommandRun.of("dataset", "show", config, "--out", out, "--epoch", 0).failsWith(2, "--epoch");
        CommandRun.of("dataset", "show", config).failsWith(2, "--out");
    }

    // cache

    @Test
    void cachesAndContinues() throws IOException {
        CommandRun first = CommandRun.of("dataset", "cache", data, "--out", out, "--short-edge", 16)
                .succeeds();
        Files.delete(out.resolve("val/val_000000_000000_000001.npy"));
        CommandRun second = CommandRun.of(
                        "dataset", "cache", config, "--dataset", data, "--out", out, "--short-edge", 16)
                .succeeds();

        assertThat(first.out()).contains("6 videos decoded", "0 kept from before, 0 left out");
        assertThat(second.out()).contains("1 video decoded", "5 kept from before");
        CommandRun.of("dataset", "cache", data, "--out", out, "--short-edge", 24)
                .failsWith(8, "short edge of 16");
    }

    @Test
    void aBrokenVideoIsLeftOutAndSeenInTheExitCode() throws IOException {
        damage();

        CommandRun run = CommandRun.of("dataset", "cache", data, "--out", out, "--frame-rate", 6);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("left out ", "5 videos decoded", "1 left out");
        CommandRun.of("dataset", "cache", data, "--out", out, "--frame-rate", 0).failsWith(2, "--frame-rate");
        CommandRun.of("dataset", "cache", data, "--out", out, "--short-edge", 0).failsWith(3, "short edge");
    }
}
