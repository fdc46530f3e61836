package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedCsvTest {
    @TempDir
    private Path folder;

    @Test
    void writesOneLinePerVideoQuotedWhereNeeded() throws IOException {
        Path file = folder.resolve("new/skipped.csv");

        SkippedCsv.write(
                folder.resolve("new"),
                List.of(
                        new SkippedVideo(Path.of("val/a.mp4"), "listed in val.csv, but missing"),
                        new SkippedVideo(Path.of("val/b.mp4"), "is \"empty\"")));

        assertThat(Files.readString(file))
                .isEqualTo(
                        "file,reason\nval/a.mp4,\"listed in val.csv, but missing\"\nval/b.mp4,\"is \"\"empty\"\"\"\n");
    }

    @Test
    void anEmptyListHasItsHeader() throws IOException {
        Path file = folder.resolve("skipped.csv");
        SkippedCsv.write(folder, List.of());
        assertThat(Files.readString(file)).isEqualTo("file,reason\n");
    }
}
