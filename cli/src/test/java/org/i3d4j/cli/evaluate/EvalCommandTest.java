package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EvalCommandTest {
    private static final String CROPPED = "data_loader.eval.map.operations=[{type: VideoShortEdgeResize, size: 40},"
            + " {type: VideoCenterCrop, size: [32, 32]}, {type: VideoToTensor}]";

    @TempDir
    private static Path shared;

    private static EvalInput input;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeInput() throws IOException {
        input = EvalInput.write(shared);
    }

    @Test
    void printsProtocolCountsAndFigures() {
        CommandRun run = input.eval("--average", "softmax", "--set", "data_loader.eval.dataset.num_clips=2");

        run.succeeds();
        assertThat(run.lines().get(0)).startsWith("protocol: ").contains("2 clip(s) x 1 crop(s)", "softmax averaged");
        assertThat(run.out())
                .contains("videos: 1 used, 1 skipped", "  skipped 1: ", "top1: ", "expected calibration error: ")
                .as("two classes are always among five")
                .doesNotContain("top5");
    }

    @Test
    void saysWhereTheConfigurationPreparesOtherwiseThanTheCheckpoint() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), TinyModel.CONFIG.replace("[32, 32]", "[36, 36]"));

        assertThat(CommandRun.of(
                                "eval",
                                "--config",
                                other,
                                "--dataset",
                                input.data(),
                                "--checkpoint",
                                input.checkpoint())
                        .succeeds()
                        .err())
                .contains("note: videos are prepared by the configuration: frames to 36x36, pixels to [-1, 1] ("
                        + input.checkpoint() + " itself says: frames to 32x32, pixels to [-1, 1])");
        assertThat(input.eval().succeeds().err()).doesNotContain("are prepared by");
    }

    @Test
    void warnsOfADamagedVideoThatItUses() throws IOException {
        Path damaged;
        Path cut = folder.resolve("cut");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(cut, (done, of) -> {});
        try (Stream<Path> videos = Files.list(cut.resolve("val"))) {
            damaged = videos.sorted().findFirst().orElseThrow();
        }
        Files.delete(damaged);
        TinyModel.video("trunc_faststart.mp4", damaged);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger logger = (Logger) LoggerFactory.getLogger(DamageWarnings.class);
        logger.addAppender(told);
        try {
            CommandRun run = CommandRun.of(
                    "eval", "--config", input.config(), "--dataset", cut, "--checkpoint", input.checkpoint());
            assertThat(run.succeeds().out()).contains("videos: 2 used, 0 skipped");
        } finally {
            logger.detachAppender(told);
        }
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(damaged + ": the video is damaged, 1 broken packet; 148 frames could be decoded"
                        + " (its header promises 300); these are used");
    }

    @Test
    void printsTheReferencesLineAndNothingElse() {
        CommandRun run = input.eval("--log-format", "reference");

        run.succeeds();
        assertThat(run.out()).matches("\\{'Top_1_Accuracy': [01]\\.[0-9]+, 'Top_5_Accuracy': 1\\.0\\}\\R");
        assertThat(run.err()).contains("protocol: ", "videos: ");
    }

    @Test
    void refusesAnUnknownAveraging() {
        input.eval("--average", "median").failsWith(2, "--average", "median");
        input.eval("--set", "eval.average=median").failsWith(3, "eval.average", "logits, softmax");
    }

    @Test
    void refusesCropsThatThereAreNot() {
        input.eval("--crops", "2", "--set", CROPPED).failsWith(3, "--crops", "1, 3 or 10");
        input.eval("--crops", "three").failsWith(2, "--crops");
    }

    @Test
    void replacesTheConfiguredCrop() {
        CommandRun one = input.eval("--crops", "1", "--set", CROPPED);

        one.succeeds();
        assertThat(one.out()).contains("x 1 crop(s)", "VideoCenterCrop");
    }

    @Test
    void saysThatThereIsNoCropToTakeSeveralOf() {
        input.eval("--crops", "3").failsWith(3, "--crops", "no VideoCenterCrop");
    }

    /** The checkpoint's classes are left and right; here the list has them the other way round. */
    @Test
    void matchesClassesByNameAndSaysSo() throws IOException {
        Path other = folder.resolve("other");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(other, (done, of) -> {});
        Path list = other.resolve("kinetics-400_train.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(list));
        Collections.reverse(rows.subList(1, rows.size()));
        Path turned = folder.resolve("turned");
        Files.createDirectory(turned);
        Files.write(turned.resolve("kinetics-400_train.csv"), rows);
        Files.copy(other.resolve("kinetics-400_val.csv"), turned.resolve("kinetics-400_val.csv"));
        Files.createSymbolicLink(turned.resolve("val"), other.resolve("val"));

        CommandRun straight = input.eval("--dataset", other).succeeds();
        CommandRun reversed = input.eval("--dataset", turned).succeeds();

        assertThat(straight.err()).doesNotContain("note: ");
        assertThat(reversed.err())
                .contains(
                        "note: the data set's classes, numbered by first appearance in kinetics-400_train.csv, get the"
                                + " numbers that classes of these names have in " + input.checkpoint());
        assertThat(reversed.lines().subList(1, reversed.lines().size()))
                .isEqualTo(straight.lines().subList(1, straight.lines().size()));
    }

    @Test
    void saysWhoseOrderACheckpointWithoutNamesIsTakenToHave() {
        Path weights = folder.resolve("weights.safetensors");
        TinyModel.writeWeights(weights, 2);

        assertThat(input.eval("--checkpoint", weights).succeeds().err())
                .contains("note: " + weights + " names no classes; they are taken to be numbered by first appearance in"
                        + " kinetics-400_train.csv, as the configuration's training has them");
    }
}
