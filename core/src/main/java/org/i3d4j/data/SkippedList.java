package org.i3d4j.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.files.AtomicFile;

/** The list of videos that were left out, as a file for people. */
public final class SkippedList {
    private SkippedList() {}

    /**
     * Writes CSV with the header {@code file,reason}, one line per video; replaces an older list.
     *
     * @throws org.i3d4j.error.OutputException if the file can't be written
     */
    public static void write(Path file, List<SkippedVideo> skipped) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord("file", "reason");
            skipped.forEach(video -> csv.writeRecord(video.file().toString(), video.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
