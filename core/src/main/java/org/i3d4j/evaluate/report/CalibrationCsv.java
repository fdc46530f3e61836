package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.report.CsvFile;

/** {@code calibration.csv}: a row for each bin of confidence, which is above the lower and up to the upper bound. */
final class CalibrationCsv {
    private CalibrationCsv() {}

    static void write(Path folder, Calibration calibration) {
        CsvFile.write(
                folder.resolve("calibration.csv"),
                List.of("lower", "upper", "videos", "mean_confidence", "accuracy"),
                calibration.bins().stream()
                        .map(bin -> List.of(
                                CsvFile.field(bin.lower()),
                                CsvFile.field(bin.upper()),
                                String.valueOf(bin.samples()),
                                CsvFile.field(bin.meanConfidence()),
                                CsvFile.field(bin.accuracy()))));
    }
}
