package org.i3d4j.evaluate.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.OutputException;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TinyKinetics;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.metrics.Softmax;
import org.i3d4j.metrics.TopK;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoresFileTest {
    @TempDir
    private static Path root;

    private static VideoDataset dataset;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeDataset() throws IOException {
        dataset = TinyKinetics.write(root).open("val");
    }

    private static LabelledScores scores(Averaging averaging) {
        Evaluation evaluation = SomeScores.evaluate(dataset, averaging, 7);
        return new LabelledScores(evaluation, evaluation.classNames(dataset.classNames()), SomeProvenance.trained());
    }

    private static float[][] rows(Path file) {
        TensorData array = NpyFile.read(file);
        int classes = Math.toIntExact(array.shape().get(1));
        FloatBuffer values = array.floats();
        float[][] rows = new float[Math.toIntExact(array.shape().get(0))][classes];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    /** Whoever ranks by the scores finds what eval found; their softmax is its probability. */
    @ParameterizedTest
    @EnumSource
    void theLargestScoreOfEachRowIsEvalsClass(Averaging averaging) {
        LabelledScores scores = scores(averaging);
        Path file = folder.resolve("scores.npy");

        ScoresFile.of(file).write(scores);

        float[][] rows = rows(file);
        assertThat(rows).hasDimensions(5, 7);
        int right = 0;
        for (int video = 0; video < rows.length; video++) {
            VideoPrediction expected = scores.evaluation().predictions().get(video);
            int best = TopK.of(rows[video], 1)[0];
            assertThat(best).isEqualTo(expected.best());
            // The same float32 values in the same arithmetic.
            assertThat(Softmax.of(rows[video])[best]).isEqualTo(expected.confidence());
            right += expected.labels().contains(best) ? 1 : 0;
        }
        assertThat((double) right / rows.length).isEqualTo(scores.evaluation().top1());
    }

    @Test
    void averagedProbabilitiesAreWrittenAsTheirLogarithms() {
        Path file = folder.resolve("scores.npy");

        ScoresFile.of(file).write(scores(Averaging.SOFTMAX));

        for (float[] row : rows(file)) {
            // Logarithms of numbers that sum to 1, rounded to float32.
            assertThat(IntStream.range(0, row.length)
                            .mapToDouble(i -> Math.exp(row[i]))
                            .sum())
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void aListBesideTheArrayNamesRowsAndColumns() {
        LabelledScores scores = scores(Averaging.LOGITS);
        Path file = folder.resolve("made/scores.npy");

        ScoresFile.of(file).write(scores);

        JsonNode list = JsonMapper.shared()
                .readTree(folder.resolve("made/scores.npy.json").toFile());
        assertThat(list.get("files").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(scores.evaluation().predictions().stream()
                        .map(video -> video.file().toString())
                        .toList());
        assertThat(list.get("labels").toString()).isEqualTo("[0,0,1,2,5]");
        assertThat(list.get("class_names").toString())
                .isEqualTo("[\"red\",\"green\",\"blue\",\"c3\",\"c4\",\"c5\",\"class 6\"]");
        assertThat(list.get("scores").stringValue()).isEqualTo("softmax");
        assertThat(list.get("protocol").stringValue())
                .isEqualTo(scores.evaluation().protocol());
        assertThat(list.at("/checkpoint/sha256").stringValue()).isEqualTo("00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores.csv", "scores", "npy", "scores.npz", "scores.parquet.gz"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ScoresFile.of(Path.of(name)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(name + ": scores are written to a file whose name ends in .npy or .parquet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores.npy", "scores.PARQUET"})
    void placesThatCantBeWrittenAreFoundBefore(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");

        assertThatThrownBy(() -> ScoresFile.of(file.resolve(name)).requireWritable())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(file.toString());
        ScoresFile.of(folder.resolve("not/yet").resolve(name)).requireWritable();
        assertThat(folder.resolve("not")).doesNotExist();
    }

    @Test
    void thePlaceOfTheListIsLookedAtToo() throws IOException {
        Files.createDirectory(folder.resolve("scores.npy.json"));

        assertThatThrownBy(() -> ScoresFile.of(folder.resolve("scores.npy")).requireWritable())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("scores.npy.json: is a folder");
    }
}
