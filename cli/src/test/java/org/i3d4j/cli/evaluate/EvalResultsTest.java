package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.i3d4j.cli.CommandRun;
import org.i3d4j.metrics.TopK;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code eval} writes beside what it prints. */
class EvalResultsTest {
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
    void writesAPageAndItsFiles() {
        Path report = folder.resolve("report");

        input.eval("--report", report).succeeds();

        assertThat(report.toFile().list())
                .contains("report.html", "metrics.json", "per_class.csv", "confused_pairs.csv", "calibration.csv")
                .contains("reliability.png", "confusion_matrix.png", "skipped.csv", "predictions.csv");
    }

    @Test
    void theMetricsSayWhatWasMeasuredAndHow() throws Exception {
        Path named = Path.of("").toAbsolutePath().relativize(input.checkpoint());
        Path report = folder.resolve("report");
        OffsetDateTime before = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);

        CommandRun run = CommandRun.of(
                        "eval",
                        "--config",
                        input.config(),
                        "--dataset",
                        input.data(),
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
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input.checkpoint()));
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
        assertThat(metrics.at("/data/folder").stringValue())
                .isEqualTo(input.data().toString());
        assertThat(metrics.at("/data/split").stringValue()).isEqualTo("val");
        assertThat(metrics.at("/views/frames").intValue()).isEqualTo(8);
        assertThat(metrics.at("/views/clips").intValue()).isEqualTo(2);
        assertThat(metrics.at("/views/average").stringValue()).isEqualTo("softmax");
        assertThat(metrics.get("config_file").stringValue())
                .isEqualTo(input.config().toString());
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

        CommandRun run = input.eval("--scores", scores, "--report", report, "--average", average)
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

        input.eval("--scores", scores).succeeds();

        assertThat(scores).isRegularFile();
        assertThat(folder.toFile().list()).containsExactly("scores.parquet");
    }

    @Test
    void aNameThatTellsNoFormatOfScoresIsWrongUsage() {
        CommandRun.of("eval", "--config", "missing", "--checkpoint", "missing", "--scores", "scores.csv")
                .failsWith(2, "--scores", "scores.csv", "ends in .npy or .parquet");
    }
}
