package org.i3d4j.evaluate.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.evaluate.Evaluation;
import org.i3d4j.evaluate.TinyKinetics;
import org.i3d4j.evaluate.provenance.SomeProvenance;
import org.i3d4j.metrics.Averaging;
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

    /** A file's footer and its bytes. */
    private static final class Table {
        private final FileMetaData footer;
        private final byte[] bytes;

        Table(FileMetaData footer, byte[] bytes) {
            this.footer = footer;
            this.bytes = bytes;
        }

        FileMetaData footer() {
            return footer;
        }

        static Table read(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
            assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("PAR1");
            int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
            return new Table(
                    Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - 8 - length, length)), bytes);
        }

        /** The page of a column, without its header; the column's metadata tell where it ends. */
        ByteBuffer page(RowGroup group, int column) throws IOException {
            ColumnMetaData metadata = group.getColumns().get(column).getMeta_data();
            int start = Math.toIntExact(metadata.getData_page_offset());
            int length = Math.toIntExact(metadata.getTotal_compressed_size());
            ByteArrayInputStream stream = new ByteArrayInputStream(bytes, start, length);
            PageHeader header = Util.readPageHeader(stream);
            assertThat(header.getCompressed_page_size()).isEqualTo(stream.available());
            assertThat((long) header.getData_page_header().getNum_values()).isEqualTo(metadata.getNum_values());
            return ByteBuffer.wrap(bytes, start + length - stream.available(), stream.available())
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Past the levels of a list. */
    private static ByteBuffer values(ByteBuffer page) {
        for (int kind = 0; kind < 2; kind++) {
            int bytes = page.getInt();
            page.position(page.position() + bytes);
        }
        return page.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Float> floats(ByteBuffer values) {
        return IntStream.range(0, values.remaining() / Float.BYTES)
                .mapToObj(i -> values.getFloat(i * Float.BYTES))
                .toList();
    }

    private static List<Float> row(int video) {
        float[] row = evaluation.scores().row(video);
        return IntStream.range(0, row.length).mapToObj(i -> row[i]).toList();
    }

    @Test
    void aRowHasFileLabelAndScores() throws IOException {
        Path file = folder.resolve("made/scores.parquet");
        ScoresFile.of(file).write(scores);

        Table table = Table.read(file);
        FileMetaData footer = table.footer();
        assertThat(footer.getNum_rows()).isEqualTo(5);
        assertThat(footer.getSchema())
                .extracting(SchemaElement::getName)
                .containsExactly("schema", "file", "label", "scores", "list", "element");
        RowGroup group = footer.getRow_groups().get(0);
        ByteBuffer files = table.page(group, 0);
        List<String> names = new ArrayList<>();
        while (files.hasRemaining()) {
            byte[] name = new byte[files.getInt()];
            files.get(name);
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        assertThat(names)
                .isEqualTo(evaluation.predictions().stream()
                        .map(video -> video.file().toString())
                        .toList());
        ByteBuffer labels = table.page(group, 1);
        assertThat(IntStream.range(0, 5).map(row -> labels.getInt(row * Integer.BYTES)))
                .containsExactly(0, 0, 1, 2, 5);
        List<Float> expected = IntStream.range(0, 5)
                .boxed()
                .flatMap(video -> row(video).stream())
                .toList();
        assertThat(floats(values(table.page(group, 2)))).isEqualTo(expected);
    }

    @Test
    void theTableSaysWhatItIs() throws IOException {
        Path file = folder.resolve("scores.parquet");
        ScoresFile.of(file).write(scores);

        Map<String, String> said = Table.read(file).footer().getKey_value_metadata().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));

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

        Table table = Table.read(file);

        assertThat(table.footer().getRow_groups())
                .extracting(RowGroup::getNum_rows)
                .containsExactly(2L, 2L, 1L);
        assertThat(floats(values(table.page(table.footer().getRow_groups().get(2), 2))))
                .isEqualTo(row(4));
    }

    @Test
    void namesStandForNetworkClassesOnly() {
        assertThatThrownBy(() -> new LabelledScores(evaluation, List.of("red"), SomeProvenance.trained()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 class names, scores of 5 videos for 7 classes");
    }
}
