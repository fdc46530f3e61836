package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.Evaluator;
import org.i3d4j.evaluate.TinyKinetics;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationReportTest {
    @TempDir
    private static Path root;

    private static TinyKinetics tiny;
    private static Evaluation evaluation;
    private static Path report;

    @BeforeAll
    static void evaluateAndWrite() throws IOException {
        tiny = TinyKinetics.write(root);
        VideoDataset dataset = tiny.open("val");
        evaluation = new Evaluator(
                        dataset,
                        new FrameSampler(FrameSampler.Mode.PART, 8, 1, 1),
                        new TransformChain(List.of(new VideoToTensor())),
                        new LoaderSettings(4, 1, false, false, 0))
                .evaluate(new MeanColorNetwork(7), videos -> {});
        report = root.resolve("made/on/the/way");
        new EvaluationReport(evaluation, dataset.classNames(), SomeProvenance.trained(), VideoLimits.DEFAULT)
                .write(report);
    }

    @Test
    void writesTheMetrics() {
        JsonNode metrics =
                JsonMapper.shared().readTree(report.resolve("metrics.json").toFile());

        assertThat(metrics.propertyNames())
                .containsExactly(
                        "top1",
                        "top5",
                        "mean_class_accuracy",
                        "loss",
                        "expected_calibration_error",
                        "videos",
                        "skipped",
                        "protocol",
                        "i3d4j",
                        "date",
                        "checkpoint",
                        "compute",
                        "data",
                        "views",
                        "config_file",
                        "config");
        assertThat(metrics.get("top1").doubleValue()).isEqualTo(0.6);
        assertThat(metrics.get("top5").doubleValue()).isEqualTo(0.8);
        assertThat(metrics.get("mean_class_accuracy").doubleValue()).isEqualTo(0.5);
        assertThat(metrics.get("loss").doubleValue()).isEqualTo(evaluation.loss());
        assertThat(metrics.get("videos").intValue()).isEqualTo(5);
        assertThat(metrics.get("skipped").intValue()).isEqualTo(2);
        assertThat(metrics.get("protocol").stringValue()).isEqualTo(evaluation.protocol());
        assertThat(metrics.at("/checkpoint/file").stringValue()).isEqualTo("runs/best.safetensors");
        assertThat(metrics.at("/config/train/epochs").intValue()).isEqualTo(7);
    }

    @Test
    void thePageSaysWhatWasMeasuredAndHow() throws IOException {
        String page = Files.readString(report.resolve("report.html"));

        assertThat(page)
                .contains("<h2>How it was measured</h2>", ">checkpoint.file<", ">runs/best.safetensors<")
                .contains(">checkpoint.sha256<", ">00ff<", ">checkpoint.epoch<", ">12<", ">checkpoint.step<", ">3456<")
                .contains(">checkpoint.versions.i3d4j<", ">2026-03-04T05:06:07+01:00<", ">oneDNN 3.11 on cpu, bf16<")
                .contains(">views.crops<", ">views.average<", ">softmax<", ">my/val.txt<", ">Some CPU<")
                .containsPattern("<summary>Configuration</summary>\\s*<pre[^>]*>[^<]*\\n *lr: 0\\.0125");
    }

    @Test
    void writesARowForEachVideo() throws IOException {
        List<String> rows = Files.readAllLines(report.resolve("predictions.csv"));

        assertThat(rows)
                .hasSize(6)
                .first()
                .isEqualTo("file,label,predicted,correct,probability,rank_in_top5,label_probability");
        assertThat(rows.get(1))
                .startsWith(tiny.video("dark") + ",red,red,true,0.")
                .matches(".*,1,0\\.[0-9]+");
        assertThat(rows.get(3))
                .startsWith(tiny.video("wrong") + ",green,red,false,0.")
                .matches(".*,[23],0\\.[0-9]+");
        assertThat(rows.get(5))
                .startsWith(tiny.video("far") + ",c5,green,false,0.")
                .matches(".*,,0\\.[0-9]+");
    }

    @Test
    void writesTheFiguresOfEachClass() throws IOException {
        assertThat(Files.readAllLines(report.resolve("per_class.csv")))
                .startsWith(
                        "class,videos,correct,accuracy,precision,f1,most_frequent_confusion,most_frequent_confusion_count",
                        "red,2,2,1.0," + 2 / 3.0 + "," + 0.8 + ",,0",
                        "green,1,0,0.0,0.0,0.0,red,1",
                        "blue,1,1,1.0,1.0,1.0,,0",
                        "c3,0,0,,,,,0")
                .hasSize(8);
    }

    @Test
    void writesTheConfusedPairsAndTheSkipped() throws IOException {
        assertThat(Files.readAllLines(report.resolve("confused_pairs.csv")))
                .containsExactly("true,predicted,count,share", "green,red,1,1.0", "c5,green,1,1.0");
        assertThat(Files.readAllLines(report.resolve("skipped.csv")))
                .hasSize(3)
                .startsWith("file,reason")
                .anyMatch(row -> row.startsWith(tiny.video("broken") + ","));
    }

    @Test
    void writesTheCalibration() throws IOException {
        List<String> rows = Files.readAllLines(report.resolve("calibration.csv"));

        assertThat(rows).hasSize(16).startsWith("lower,upper,videos,mean_confidence,accuracy");
        assertThat(rows.get(1)).isEqualTo("0.0," + 1 / 15.0 + ",0,,");
        assertThat(rows.stream()
                        .skip(1)
                        .mapToInt(row -> Integer.parseInt(row.replaceAll("^[^,]*,[^,]*,([0-9]+),.*$", "$1")))
                        .sum())
                .isEqualTo(5);
    }

    @Test
    void writesTheConfusionMatrixWithTheNetworksClasses() throws IOException {
        assertThat(Files.readAllLines(report.resolve("confusion_matrix.csv")))
                .containsExactly(
                        "true \\ predicted,red,green,blue,c3,c4,c5,class 6",
                        "red,2,0,0,0,0,0,0",
                        "green,1,0,0,0,0,0,0",
                        "blue,0,0,1,0,0,0,0",
                        "c3,0,0,0,0,0,0,0",
                        "c4,0,0,0,0,0,0,0",
                        "c5,0,1,0,0,0,0,0",
                        "class 6,0,0,0,0,0,0,0");
    }

    @Test
    void thePageDrawsChartsInItsOwnColoursAndCaptionsAsText() throws IOException {
        String html = Files.readString(report.resolve("report.html"));

        assertThat(html)
                .contains("aria-label=\"Reliability diagram\"", "aria-label=\"Confusion matrix\"")
                .contains("fill=\"var(--share)\"", "<title>green taken for red: 1 of 1 (100.00 %)</title>")
                .contains("<figcaption class=\"wrong\">green, taken for red</figcaption>");
        // White paper would stay white on a dark screen.
        assertThat(html.split("<svg", -1)).hasSize(3);
        assertThat(html.substring(html.indexOf("<svg"))).doesNotContain("#fff", "#ffffff");
    }

    @Test
    void drawsTheMatrixAndSomeClips() throws IOException {
        BufferedImage matrix =
                ImageIO.read(report.resolve("confusion_matrix.png").toFile());
        BufferedImage clips = ImageIO.read(report.resolve("clips.png").toFile());

        assertThat(matrix.getWidth()).isBetween(200, 4000);
        assertThat(matrix.getHeight()).isBetween(200, 4000);
        // Four classes have videos: as many rows of eight frames, 96 pixels high.
        assertThat(clips.getWidth()).isBetween(8 * 96, 2000);
        assertThat(clips.getHeight()).isBetween(4 * 96, 1000);
    }
}
