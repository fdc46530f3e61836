package org.i3d4j.evaluate.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TinyKinetics;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.report.parquet.ParquetTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the bytes of the format's specification; other programs read the same in {@link ScoresInPythonIT}. */
class ParquetScoresTest {
    @TempDir
    private static Path root;

    private static Evaluation evaluation;
    private static LabelledScores scores;

    @TempDir
    private Path folder;

    @BeforeAll
    static void evaluate() throws IOException {
        VideoDataset dataset = TinyKinetics.write(root).open("val");
        evaluation = SomeScores.evaluate(dataset, Averaging.LOGITS, 7);
        scores = new LabelledScores(evaluation, evaluation.classNames(dataset.classNames()), SomeProvenance.trained());
    }

    private static List<Float> row(int video) {
        float[] row = evaluation.scores().row(video);
        return IntStream.range(0, row.length).mapToObj(i -> row[i]).toList();
    }

    @Test
    void aRowHasFileLabelAndScores() throws IOException {
        Path file = folder.resolve("made/scores.parquet");
        ScoresFile.of(file).write(scores);

        ParquetTable table = ParquetTable.read(file);
        assertThat(table.rows()).isEqualTo(5);
        assertThat(table.schema()).containsExactly("schema", "file", "label", "scores", "list", "element");
        assertThat(table.texts(0, 0))
                .isEqualTo(evaluation.predictions().stream()
                        .map(video -> video.file().toString())
                        .toList());
        assertThat(table.ints(0, 1)).containsExactly(0, 0, 1, 2, 5);
        List<Float> expected = IntStream.range(0, 5)
                .boxed()
                .flatMap(video -> row(video).stream())
                .toList();
        assertThat(table.listedFloats(0, 2)).isEqualTo(expected);
    }

    @Test
    void theTableSaysWhatItIs() throws IOException {
        Path file = folder.resolve("scores.parquet");
        ScoresFile.of(file).write(scores);

        Map<String, String> said = ParquetTable.read(file).said();

        assertThat(said)
                .containsEntry("scores", "softmax")
                .containsEntry("class_names", "[\"red\",\"green\",\"blue\",\"c3\",\"c4\",\"c5\",\"class 6\"]")
                .containsEntry("protocol", evaluation.protocol())
                .containsEntry("date", "2026-03-04T05:06:07+01:00")
                .containsEntry("config_file", "my.yaml");
        assertThat(said.get("checkpoint")).contains("\"sha256\":\"00ff\"");
    }

    @Test
    void manyRowsAreWrittenInGroups() throws IOException {
        Path file = folder.resolve("groups.parquet");
        ParquetScores.write(file, scores, 2 * 7);

        ParquetTable table = ParquetTable.read(file);
        assertThat(table.rowsOfGroups()).containsExactly(2L, 2L, 1L);
        assertThat(table.listedFloats(2, 2)).isEqualTo(row(4));
    }

    @Test
    void namesStandForNetworkClassesOnly() {
        assertThatThrownBy(() -> new LabelledScores(evaluation, List.of("red"), SomeProvenance.trained()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 class names, scores of 5 videos for 7 classes");
    }
}
