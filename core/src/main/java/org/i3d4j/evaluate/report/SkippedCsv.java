package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.report.CsvFile;

/** {@code skipped.csv}: the videos that were left out, and why. */
final class SkippedCsv {
    private SkippedCsv() {}

    static void write(Path folder, List<SkippedVideo> skipped) {
        CsvFile.write(
                folder.resolve("skipped.csv"),
                List.of("file", "reason"),
                skipped.stream().map(video -> List.of(video.file().toString(), video.reason())));
    }
}
