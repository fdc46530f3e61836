package org.i3d4j.evaluate.report;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.report.CsvFile;

/** {@code skipped.csv}: the videos that were left out, and why. */
public final class SkippedCsv {
    private SkippedCsv() {}

    /**
     * Writes the list, in place of an older one; nothing but its header if it is empty.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    public static void write(Path folder, List<SkippedVideo> skipped) {
        CsvFile.write(
                folder.resolve("skipped.csv"),
                List.of("file", "reason"),
                skipped.stream().map(video -> List.of(video.file().toString(), video.reason())));
    }
}
