package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.evaluate.TwoStreamEvaluation;
import org.i3d4j.report.CsvFile;

/**
 * {@code streams.csv}: a row for each class that has videos, with its accuracy (average precision if multi-label) by RGB, by flow and by
 * both, those first that flow helped most.
 */
final class StreamsCsv {
    private static final List<String> HEADER = List.of("class", "videos", "rgb", "flow", "both", "gain");

    private StreamsCsv() {}

    static void write(Path folder, TwoStreamEvaluation streams, List<String> names) {
        CsvFile.write(
                folder.resolve("streams.csv"),
                HEADER,
                StreamGains.of(streams).stream()
                        .map(gains -> List.of(
                                names.get(gains.label()),
                                String.valueOf(gains.videos()),
                                CsvFile.field(gains.rgb()),
                                CsvFile.field(gains.flow()),
                                CsvFile.field(gains.both()),
                                CsvFile.field(gains.gain()))));
    }
}
