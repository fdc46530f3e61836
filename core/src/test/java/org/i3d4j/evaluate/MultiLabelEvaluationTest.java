package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.loading.LoaderSettings;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.evaluate.report.EvaluationReport;
import org.i3d4j.evaluate.scores.LabelledScores;
import org.i3d4j.evaluate.scores.ScoresFile;
import org.i3d4j.metrics.Sigmoid;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Videos that can have several classes: red, green, blue and one that the network never sees. */
class MultiLabelEvaluationTest {
    private static final ClassNames CLASSES = ClassNames.of(List.of("red", "green", "blue", "none"));

    @TempDir
    private static Path root;

    private static Evaluation evaluation;

    private record Colors(List<VideoSample> samples) implements VideoDataset {
        @Override
        public ClassNames classNames() {
            return CLASSES;
        }

        @Override
        public List<SkippedVideo> skipped() {
            return List.of();
        }

        @Override
        public Path source() {
            return Path.of("colors");
        }

        @Override
        public String description() {
            return "colors";
        }

        @Override
        public boolean multiLabel() {
            return true;
        }
    }

    private static VideoSample video(String name, int rgb, List<Integer> labels) {
        Path file = root.resolve(name + ".mp4");
        ColorVideos.write(file, 9, 32, frame -> rgb);
        return new VideoSample(file, labels);
    }

    @BeforeAll
    static void evaluate() {
        Colors dataset = new Colors(List.of(
                video("yellow", 0xffff00, List.of(0, 1)),
                video("red", 0xff0000, List.of(0)),
                video("black", 0x000000, List.of()),
                video("wrong", 0x00ff00, List.of(2))));
        evaluation = new Evaluator(
                        dataset,
                        new FrameSampler(FrameSampler.Mode.PART, 8, 1, 1),
                        new TransformChain(List.of(new VideoToTensor())),
                        new LoaderSettings(4, 1, false, false, 0))
                .evaluate(new MeanColorNetwork(4), videos -> {});
    }

    @Test
    void allScoresAreWrittenWithAllLabels() {
        Path file = root.resolve("scores/scores.npy");

        ScoresFile.of(file)
                .write(new LabelledScores(evaluation, evaluation.classNames(CLASSES), SomeProvenance.trained()));

        JsonNode list = JsonMapper.shared()
                .readTree(root.resolve("scores/scores.npy.json").toFile());
        assertThat(list.get("labels").toString()).isEqualTo("[[0,1],[0],[],[2]]");
        assertThat(list.get("scores").stringValue()).isEqualTo("sigmoid");
        FloatBuffer scores = NpyFile.read(file).floats();
        for (int video = 0; video < 4; video++) {
            VideoPrediction prediction = evaluation.predictions().get(video);
            for (int i = 0; i < prediction.labels().size(); i++) {
                float score = scores.get(4 * video + prediction.labels().get(i));
                assertThat(Sigmoid.of(new float[] {score})[0])
                        .isEqualTo(prediction.labelProbabilities().get(i));
            }
        }
    }

    @Test
    void isComparedByTheMeanAveragePrecision() {
        // Red and green rank their videos first (green second of its one: behind 'wrong' or level with it). Blue's only
        // video has no blue, as all others: one threshold, 1 of 4. The fourth class has no video and is left out.
        assertThat(evaluation.averagePrecisions().get(0)).isEqualTo(1);
        assertThat(evaluation.averagePrecisions().get(1)).isBetween(0.5, 1.0);
        assertThat(evaluation.averagePrecisions().get(3)).isNaN();
        assertThat(evaluation.meanAveragePrecision())
                .isCloseTo(
                        evaluation.averagePrecisions().subList(0, 3).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow(),
                        Offset.offset(1e-12));
        assertThat(evaluation.score()).isEqualTo(evaluation.meanAveragePrecision());
    }

    @Test
    void countsAVideoAsRightIfItsFirstClassIsOneOfItsOwn() {
        assertThat(evaluation.predictions())
                .extracting(VideoPrediction::isCorrect)
                .containsExactly(true, true, false, false);
        assertThat(evaluation.top1()).isEqualTo(0.5);
        // With four classes every label is among the first five; the black video has none.
        assertThat(evaluation.top5()).isEqualTo(0.75);
        assertThat(evaluation.meanClassAccuracy()).isNaN();
        assertThat(evaluation.confusion().total()).isZero();
    }

    @Test
    void givesEachClassAProbabilityOfItsOwn() {
        VideoPrediction yellow = evaluation.predictions().get(0);

        // Scores near 1, 1, -1 and -3.
        double one = 1 / (1 + Math.exp(-1));
        assertThat(yellow.labels()).containsExactly(0, 1);
        assertThat(yellow.labelProbabilities()).allMatch(p -> Math.abs(p - one) < 0.01);
        assertThat(evaluation.predictions().get(2).labelProbabilities()).isEmpty();
    }

    @Test
    void lossIsTheMeanBinaryCrossEntropy() {
        // log(1 + exp(-x)) of a class that occurs, log(1 + exp(x)) of one that does not.
        double right = Math.log1p(Math.exp(-1));
        double wrong = Math.log1p(Math.exp(1));
        double last = Math.log1p(Math.exp(-3));
        double expected = (3 * right + last) + (3 * right + last) + (3 * right + last) + (right + 2 * wrong + last);

        assertThat(evaluation.loss()).isCloseTo(expected / 16, Offset.offset(0.01));
    }

    @Test
    void namesTheFiguresOfItsKind() {
        assertThat(evaluation.figures().keySet())
                .as("top5 says nothing of four classes")
                .containsExactly("mean_average_precision", "top1", "loss", "expected_calibration_error");
    }

    @Test
    void isReportedWithAllLabelsAndWithoutAConfusionMatrix() throws IOException {
        Path report = root.resolve("report");

        new EvaluationReport(evaluation, CLASSES, SomeProvenance.trained(), VideoLimits.DEFAULT).write(report);

        assertThat(Files.readAllLines(report.resolve("predictions.csv")))
                .anyMatch(row -> row.startsWith(root.resolve("yellow.mp4") + ",red|green,"))
                .anyMatch(row -> row.startsWith(root.resolve("black.mp4") + ",,"));
        assertThat(Files.readAllLines(report.resolve("per_class.csv")))
                .startsWith("class,videos,average_precision", "red,2,1.0")
                .endsWith("none,0,");
        assertThat(Files.readString(report.resolve("metrics.json"))).contains("\"mean_average_precision\"");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("Mean average precision", "instead of none", "Classes without videos, left out: 1.")
                .doesNotContain("Most confused pairs");
        assertThat(report.resolve("confusion_matrix.csv")).doesNotExist();
    }
}
