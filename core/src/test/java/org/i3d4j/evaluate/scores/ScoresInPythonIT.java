package org.i3d4j.evaluate.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TinyKinetics;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Averaging;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of scores in the programs they are for. Skipped without a Python that has them; {@code -Dpython=...} names one. */
class ScoresInPythonIT {
    private static final Path DOCUMENTED = Path.of("../docs/evaluation.md");
    private static final String PYTHON = System.getProperty("python", "python3");
    private static final int MINUTES = 2;

    @TempDir
    private static Path folder;

    private static Evaluation one;

    @BeforeAll
    static void writeScores() throws IOException {
        VideoDataset dataset = TinyKinetics.write(folder).open("val");
        one = write(dataset, Averaging.LOGITS, "one");
        write(dataset, Averaging.SOFTMAX, "other");
    }

    private static Evaluation write(VideoDataset dataset, Averaging averaging, String name) {
        Evaluation evaluation = SomeScores.evaluate(dataset, averaging, 7);
        LabelledScores scores =
                new LabelledScores(evaluation, evaluation.classNames(dataset.classNames()), SomeProvenance.trained());
        ScoresFile.of(folder.resolve(name + ".npy")).write(scores);
        ScoresFile.of(folder.resolve(name + ".parquet")).write(scores);
        return evaluation;
    }

    private static String python(String program) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(List.of(PYTHON, "-c", program))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said).strip();
    }

    private static void assumeModules(String modules) throws IOException, InterruptedException {
        boolean found;
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", "import " + modules)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            found = process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            found = false;
        }
        assumeTrue(found, PYTHON + " can't import " + modules + "; name another by -Dpython=...");
    }

    /** The lines of the documentation, as they stand there. */
    @Test
    void theDocumentedFusionGivesTheFigure() throws IOException, InterruptedException {
        assumeModules("numpy");
        String text = Files.readString(DOCUMENTED);
        int start = text.indexOf("```python\n") + "```python\n".length();
        String program = text.substring(start, text.indexOf("```", start));

        assertThat(program).contains("numpy.load");
        // Both judge colors alike.
        assertThat(python(program)).isEqualTo("top1 " + one.top1());
    }

    @Test
    void numpyReadsTheArrayWithoutPickle() throws IOException, InterruptedException {
        assumeModules("numpy");

        assertThat(python("""
                import numpy
                a = numpy.load("one.npy", allow_pickle=False)
                print(a.dtype, a.shape, a.argmax(1).tolist())
                """))
                .isEqualTo("float32 (5, 7) "
                        + one.predictions().stream().map(video -> video.best()).toList());
    }

    @Test
    void arrowReadsTheTableAsTheArray() throws IOException, InterruptedException {
        assumeModules("numpy, pyarrow.parquet");

        assertThat(python("""
                import json, numpy, pyarrow.parquet as parquet
                table, rows = parquet.read_table("one.parquet"), json.load(open("one.npy.json"))
                assert [str(field.type) for field in table.schema] == ["string", "int32", "list<element: float not null>"], table.schema
                assert table["file"].to_pylist() == rows["files"] and table["label"].to_pylist() == rows["labels"]
                assert json.loads(table.schema.metadata[b"class_names"]) == rows["class_names"]
                print((numpy.stack(table["scores"].to_numpy()) == numpy.load("one.npy")).all())
                """)).isEqualTo("True");
    }

    @Test
    void duckdbReadsTheTable() throws IOException, InterruptedException {
        assumeModules("duckdb");

        assertThat(python("""
                import duckdb
                print(duckdb.sql("select count(*), avg((list_position(scores, list_max(scores)) - 1 = label)::int) from 'one.parquet'").fetchone())
                """)).isEqualTo("(5, " + one.top1() + ")");
    }
}
