package org.i3d4j.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPrepareTest {
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

    @Test
    void preparesAndContinues() throws IOException {
        CommandRun first = CommandRun.of("dataset", "prepare", data, out, "--short-side", 16)
                .succeeds();
        Files.delete(out.resolve("val/val_000000_000000_000001.mp4"));
        CommandRun second = CommandRun.of("dataset", "prepare", config, out, "--dataset", data, "--short-side", 16)
                .succeeds();

        assertThat(first.out())
                .contains(
                        "6 videos prepared", "0 kept from before, 0 left out", "60 frames, ", "PSNR against the scaled")
                .contains("with a short side of 16, a key frame every 16 frames");
        assertThat(first.err()).contains("prepared 6 of 6 videos");
        assertThat(second.out()).contains("1 video prepared", "5 kept from before", "60 frames, ");
        CommandRun.of("dataset", "prepare", data, out, "--short-side", 16, "--gop", 8)
                .failsWith(8, "a key frame every 16 frames", "asked for");
        assertThat(CommandRun.of("dataset", "check", out, "--decode").succeeds().out())
                .contains("resolutions: 24x16 (6)", "no problems");
    }

    @Test
    void trainingReadsTheCopy() {
        CommandRun.of("dataset", "prepare", data, out).succeeds();

        CommandRun.of(
                        "train",
                        "--config",
                        config,
                        "--dataset",
                        out,
                        "--set",
                        "train.ckpt_path=" + folder.resolve("run"))
                .succeeds();
    }

    @Test
    void aBrokenVideoIsLeftOutAndSeenInTheExitCode() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("train"))) {
            Files.writeString(files.sorted().findFirst().orElseThrow(), "no video");
        }
        Files.writeString(data.resolve("train/spare.bin"), "x");

        CommandRun run = CommandRun.of("dataset", "prepare", data, out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("left out " + data, "5 videos prepared", "1 left out");
        assertThat(run.err())
                .contains("note: 1 file that no list of these splits names not copied, such as "
                        + data.resolve("train/spare.bin"));
        CommandRun.of("dataset", "prepare", data, out, "--short-side", 17).failsWith(3, "short side");
        CommandRun.of("dataset", "prepare", data, out, "--crf", 52).failsWith(3, "quality");
        CommandRun.of("dataset", "prepare", data, out, "--gop", 0).failsWith(3, "group of pictures");
        CommandRun.of("dataset", "prepare", data, data).failsWith(8, "itself");
        CommandRun.of("dataset", "prepare", data, data.resolve("out")).failsWith(8, "overlaps");
    }

    /** Training on the copy would read the originals without a word. */
    @Test
    void aListOfAbsolutePathsIsTold() throws IOException {
        Path listed = Files.createDirectories(folder.resolve("with blank"));
        Path video = TinyModel.video("five_frames.mp4", listed.resolve("a ü.mp4"));
        Files.writeString(listed.resolve("train.txt"), video + " 0\n");

        CommandRun run = CommandRun.of("dataset", "prepare", listed, out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "1 video prepared",
                        "its lists don't lead to 1 copy, such as " + out.resolve("a ü.mp4") + ", but to other places");
    }
}
