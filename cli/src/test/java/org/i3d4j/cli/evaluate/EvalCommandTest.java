package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.cli.TinyModel;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.motion.MotionSettings;
import org.i3d4j.data.motion.MotionVideos;
import org.i3d4j.metrics.TopK;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvalCommandTest {
    private static final String CROPPED = "data_loader.eval.map.operations=[{type: VideoShortEdgeResize, size: 40},"
            + " {type: VideoCenterCrop, size: [32, 32]}, {type: VideoToTensor}]";

    @TempDir
    private static Path shared;

    private static Path data;
    private static Path checkpoint;
    private static Path config;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeDataset() throws IOException {
        data = shared.resolve("data");
        new MotionVideos(new MotionSettings(2, 2, 1, 32, 32, 10, 12, 1), 2).write(data, (done, of) -> {});
        try (Stream<Path> videos = Files.list(data.resolve("val"))) {
            Files.writeString(videos.findFirst().orElseThrow(), "no video any more");
        }
        checkpoint = shared.resolve("tiny.safetensors");
        TinyModel.write(checkpoint);
        config = TinyModel.writeConfig(shared.resolve("tiny.yaml"));
    }

    private static CommandRun eval(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("eval", "--config", config));
        List<Object> asked = Arrays.asList(more);
        if (!asked.contains("--dataset")) {
            arguments.addAll(List.of("--dataset", data));
        }
        if (!asked.contains("--checkpoint")) {
            arguments.addAll(List.of("--checkpoint", checkpoint));
        }
        arguments.addAll(asked);
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void printsProtocolCountsAndFigures() {
        CommandRun run = eval("--average", "softmax", "--set", "data_loader.eval.dataset.num_clips=2");

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

        assertThat(CommandRun.of("eval", "--config", other, "--dataset", data, "--checkpoint", checkpoint)
                        .succeeds()
                        .err())
                .contains("note: videos are prepared by the configuration: frames to 36x36, pixels to [-1, 1] ("
                        + checkpoint + " itself says: frames to 32x32, pixels to [-1, 1])");
        assertThat(eval().succeeds().err()).doesNotContain("are prepared by");
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
            CommandRun run = CommandRun.of("eval", "--config", config, "--dataset", cut, "--checkpoint", checkpoint);
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
    void writesAPageAndItsFiles() {
        Path report = folder.resolve("report");

        eval("--report", report).succeeds();

        assertThat(report.toFile().list())
                .contains("report.html", "metrics.json", "per_class.csv", "confused_pairs.csv", "calibration.csv")
                .contains("reliability.png", "confusion_matrix.png", "skipped.csv", "predictions.csv");
    }

    @Test
    void theMetricsSayWhatWasMeasuredAndHow() throws Exception {
        Path named = Path.of("").toAbsolutePath().relativize(checkpoint);
        Path report = folder.resolve("report");
        OffsetDateTime before = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);

        CommandRun run = CommandRun.of(
                        "eval",
                        "--config",
                        config,
                        "--dataset",
                        data,
                        "--checkpoint",
                        named,
                        "--report",
                        report,
                        "--average",
                        "softmax",
                        "--set",
                        "data_loader.eval.dataset.num_clips=2")
                .succeeds();

        JsonNode metrics =
                JsonMapper.shared().readTree(report.resolve("metrics.json").toFile());
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(checkpoint));
        assertThat(metrics.at("/checkpoint/file").stringValue()).isEqualTo(named.toString());
        assertThat(metrics.at("/checkpoint/sha256").stringValue())
                .isEqualTo(HexFormat.of().formatHex(sha256));
        assertThat(metrics.at("/checkpoint/epoch").intValue()).isEqualTo(3);
        assertThat(metrics.at("/checkpoint/step").intValue()).isEqualTo(17);
        assertThat(metrics.at("/checkpoint/versions/i3d4j").stringValue()).isEqualTo("0.1.0");
        assertThat(OffsetDateTime.parse(metrics.at("/checkpoint/date").stringValue()))
                .isBeforeOrEqualTo(before);
        assertThat(OffsetDateTime.parse(metrics.get("date").stringValue()))
                .isBetween(before, OffsetDateTime.now(ZoneId.systemDefault()));
        assertThat(metrics.at("/compute/precision").stringValue()).isEqualTo("fp32");
        assertThat(metrics.at("/compute/device").stringValue()).isEqualTo("cpu");
        assertThat(run.lines().get(0)).contains(metrics.at("/compute/engine").stringValue());
        assertThat(metrics.at("/data/folder").stringValue()).isEqualTo(data.toString());
        assertThat(metrics.at("/data/split").stringValue()).isEqualTo("val");
        assertThat(metrics.at("/views/frames").intValue()).isEqualTo(8);
        assertThat(metrics.at("/views/clips").intValue()).isEqualTo(2);
        assertThat(metrics.at("/views/average").stringValue()).isEqualTo("softmax");
        assertThat(metrics.get("config_file").stringValue()).isEqualTo(config.toString());
        assertThat(metrics.at("/config/data_loader/eval/dataset/num_clips").intValue())
                .isEqualTo(2);
        assertThat(metrics.get("videos").intValue()).isEqualTo(1);
        assertThat(metrics.get("skipped").intValue()).isEqualTo(1);
        assertThat(report.resolve("report.html"))
                .content()
                .contains(HexFormat.of().formatHex(sha256), ">" + named + "<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logits", "softmax"})
    void theScoresGiveEvalsFigure(String average) throws IOException {
        Path scores = folder.resolve("new/scores.npy");
        Path report = folder.resolve("report");

        CommandRun run = eval("--scores", scores, "--report", report, "--average", average)
                .succeeds();

        assertThat(run.out()).contains("scores in " + scores);
        TensorData array = NpyFile.read(scores);
        assertThat(array.shape()).containsExactly(1L, 2L);
        JsonNode list = JsonMapper.shared().readTree(new File(scores + ".json"));
        int best = TopK.of(array.toFloatArray(), 1)[0];
        double top1 = list.get("labels").get(0).intValue() == best ? 1 : 0;
        assertThat(JsonMapper.shared()
                        .readTree(report.resolve("metrics.json").toFile())
                        .get("top1")
                        .doubleValue())
                .isEqualTo(top1);
        assertThat(Files.readAllLines(report.resolve("predictions.csv")).get(1))
                .contains("," + list.get("class_names").get(best).stringValue() + ",")
                .startsWith(list.get("files").get(0).stringValue() + ",");
    }

    @Test
    void writesScoresAsATable() {
        Path scores = folder.resolve("scores.parquet");

        eval("--scores", scores).succeeds();

        assertThat(scores).isRegularFile();
        assertThat(folder.toFile().list()).containsExactly("scores.parquet");
    }

    @Test
    void aNameThatTellsNoFormatOfScoresIsWrongUsage() {
        CommandRun.of("eval", "--config", "missing", "--checkpoint", "missing", "--scores", "scores.csv")
                .failsWith(2, "--scores", "scores.csv", "ends in .npy or .parquet");
    }

    @Test
    void printsTheReferencesLineAndNothingElse() {
        CommandRun run = eval("--log-format", "reference");

        run.succeeds();
        assertThat(run.out()).matches("\\{'Top_1_Accuracy': [01]\\.[0-9]+, 'Top_5_Accuracy': 1\\.0\\}\\R");
        assertThat(run.err()).contains("protocol: ", "videos: ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1.0",
        "0.71, 0.71",
        "0.6666666666666666, 0.6666666666666666",
        "0.002, 0.002",
        "0.0001, 0.0001",
        "0.00005, 5e-05",
        "0.000012345, 1.2345e-05",
        "2.5e-11, 2.5e-11"
    })
    void writesNumbersAsPythonDoes(double share, String expected) {
        assertThat(ReferenceResult.python(share)).isEqualTo(expected);
    }

    @Test
    void refusesAnUnknownAveraging() {
        eval("--average", "median").failsWith(2, "--average", "median");
        eval("--set", "eval.average=median").failsWith(3, "eval.average", "logits, softmax");
    }

    @Test
    void refusesCropsThatThereAreNot() {
        eval("--crops", "2", "--set", CROPPED).failsWith(3, "--crops", "1, 3 or 10");
        eval("--crops", "three").failsWith(2, "--crops");
    }

    @Test
    void replacesTheConfiguredCrop() {
        CommandRun one = eval("--crops", "1", "--set", CROPPED);

        one.succeeds();
        assertThat(one.out()).contains("x 1 crop(s)", "VideoCenterCrop");
    }

    @Test
    void saysThatThereIsNoCropToTakeSeveralOf() {
        eval("--crops", "3").failsWith(3, "--crops", "no VideoCenterCrop");
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

        CommandRun straight = eval("--dataset", other).succeeds();
        CommandRun reversed = eval("--dataset", turned).succeeds();

        assertThat(straight.err()).doesNotContain("note: ");
        assertThat(reversed.err())
                .contains(
                        "note: the data set's classes, numbered by first appearance in kinetics-400_train.csv, get the"
                                + " numbers that classes of these names have in " + checkpoint);
        assertThat(reversed.lines().subList(1, reversed.lines().size()))
                .isEqualTo(straight.lines().subList(1, straight.lines().size()));
    }

    @Test
    void saysWhoseOrderACheckpointWithoutNamesIsTakenToHave() {
        Path weights = folder.resolve("weights.safetensors");
        TinyModel.writeWeights(weights, 2);

        assertThat(eval("--checkpoint", weights).succeeds().err())
                .contains("note: " + weights + " names no classes; they are taken to be numbered by first appearance in"
                        + " kinetics-400_train.csv, as the configuration's training has them");
    }
}
