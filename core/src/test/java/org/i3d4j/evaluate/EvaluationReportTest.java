package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.i3d4j.data.LoaderSettings;
import org.i3d4j.data.VideoDataset;
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
        new EvaluationReport(evaluation, dataset.classNames(), VideoLimits.DEFAULT).write(report);
    }

    @Test
    void writesTheMetrics() {
        JsonNode metrics =
                JsonMapper.shared().readTree(report.resolve("metrics.json").toFile());

        assertThat(metrics.propertyNames())
                .containsExactly("top1", "top5", "mean_class_accuracy", "loss", "videos", "skipped", "protocol");
        assertThat(metrics.get("top1").doubleValue()).isEqualTo(0.6);
        assertThat(metrics.get("top5").doubleValue()).isEqualTo(0.8);
        assertThat(metrics.get("mean_class_accuracy").doubleValue()).isEqualTo(0.5);
        assertThat(metrics.get("loss").doubleValue()).isEqualTo(evaluation.loss());
        assertThat(metrics.get("videos").intValue()).isEqualTo(5);
        assertThat(metrics.get("skipped").intValue()).isEqualTo(2);
        assertThat(metrics.get("protocol").stringValue()).isEqualTo(evaluation.protocol());
    }

    @Test
    void writesARowForEachVideo() throws IOException {
        List<String> rows = Files.readAllLines(report.resolve("predictions.csv"));

        assertThat(rows).hasSize(6).first().isEqualTo("file,label,predicted,correct,probability,rank_in_top5");
        assertThat(rows.get(1))
                .startsWith(tiny.video("dark") + ",red,red,true,0.")
                .endsWith(",1");
        assertThat(rows.get(3))
                .startsWith(tiny.video("wrong") + ",green,red,false,0.")
                .matches(".*,[23]");
        assertThat(rows.get(5))
                .startsWith(tiny.video("far") + ",c5,green,false,0.")
                .endsWith(",");
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
