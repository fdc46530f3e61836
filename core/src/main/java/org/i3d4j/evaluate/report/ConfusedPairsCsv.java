package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.metrics.ConfusedPair;
import org.i3d4j.metrics.ConfusionMatrix;
import org.i3d4j.report.CsvFile;

/** {@code confused_pairs.csv}: each mistake made, the most frequent first; {@code share} is of the true class's videos. */
final class ConfusedPairsCsv {
    private ConfusedPairsCsv() {}

    static void write(Path folder, ConfusionMatrix matrix, List<String> names) {
        CsvFile.write(
                folder.resolve("confused_pairs.csv"),
                List.of("true", "predicted", "count", "share"),
                ConfusedPair.of(matrix).stream()
                        .map(pair -> List.of(
                                names.get(pair.trueClass()),
                                names.get(pair.predictedClass()),
                                String.valueOf(pair.count()),
                                CsvFile.field(pair.share()))));
    }
}
