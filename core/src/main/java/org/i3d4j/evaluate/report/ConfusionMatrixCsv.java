package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.report.CsvFile;

/** {@code confusion_matrix.csv}: a row for each true class, a column for each predicted one, videos counted. */
final class ConfusionMatrixCsv {
    private ConfusionMatrixCsv() {}

    static void write(Path folder, ConfusionMatrix matrix, List<String> names) {
        CsvFile.write(
                folder.resolve("confusion_matrix.csv"),
                Stream.concat(Stream.of("true \\ predicted"), names.stream()).toList(),
                IntStream.range(0, matrix.classes()).mapToObj(truth -> row(matrix, truth, names)));
    }

    private static List<String> row(ConfusionMatrix matrix, int truth, List<String> names) {
        Stream<String> counts = IntStream.range(0, matrix.classes())
                .mapToObj(predicted -> String.valueOf(matrix.count(truth, predicted)));
        return Stream.concat(Stream.of(names.get(truth)), counts).toList();
    }
}
