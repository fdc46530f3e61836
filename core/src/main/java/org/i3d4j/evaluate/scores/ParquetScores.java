package org.i3d4j.evaluate.scores;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.i3d4j.checkpoint.ProgramVersion;
import org.i3d4j.evaluate.ScoreTable;
import org.i3d4j.evaluate.VideoPrediction;
import org.i3d4j.report.JsonReport;
import org.i3d4j.report.parquet.ParquetColumn;
import org.i3d4j.report.parquet.ParquetFile;
import org.i3d4j.report.parquet.ParquetPage;

/** A table with a row for each video: its file, its label or labels, and its scores as a list of float32. */
final class ParquetScores {
    /** Rows are written in groups of about so many scores, which a program can read one by one. */
    private static final int SCORES_OF_GROUP = 1 << 22;

    private ParquetScores() {}

    static void write(Path file, LabelledScores scores) {
        write(file, scores, SCORES_OF_GROUP);
    }

    static void write(Path file, LabelledScores scores, int scoresOfGroup) {
        ParquetColumn label = scores.multiLabel() ? ParquetColumn.ints("labels") : ParquetColumn.integer("label");
        List<ParquetColumn> columns = List.of(ParquetColumn.text("file"), label, ParquetColumn.floats("scores"));
        int rowsOfGroup = Math.max(1, scoresOfGroup / scores.table().classes());
        ParquetFile.write(file, "i3d4j version " + ProgramVersion.number(), columns, metadata(scores), writer -> {
            for (int from = 0; from < scores.videos().size(); from += rowsOfGroup) {
                int to = Math.min(scores.videos().size(), from + rowsOfGroup);
                writer.rowGroup(to - from, pages(columns, scores, from, to));
            }
        });
    }

    private static List<ParquetPage> pages(List<ParquetColumn> columns, LabelledScores scores, int from, int to) {
        ParquetPage files = new ParquetPage(columns.get(0));
        ParquetPage labels = new ParquetPage(columns.get(1));
        ParquetPage values = new ParquetPage(columns.get(2));
        ScoreTable table = scores.table();
        for (int row = from; row < to; row++) {
            VideoPrediction video = scores.videos().get(row);
            files.add(video.file().toString().getBytes(StandardCharsets.UTF_8));
            labels.add(video.labels().stream().mapToInt(Integer::intValue).toArray());
            values.add(table.row(row));
        }
        return List.of(files, labels, values);
    }

    /** JSON but for plain text. */
    private static Map<String, String> metadata(LabelledScores scores) {
        Map<String, String> metadata = new TreeMap<>();
        scores.description()
                .forEach((key, value) ->
                        metadata.put(key, value instanceof String text ? text : JsonReport.line(value)));
        return metadata;
    }
}
