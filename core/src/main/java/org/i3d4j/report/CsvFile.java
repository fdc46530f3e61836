package org.i3d4j.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.OutputException;
import org.i3d4j.files.AtomicFile;
import org.i3d4j.files.IoReason;

/** A table written at once, in UTF-8, quoted as RFC 4180 has it. */
public final class CsvFile {
    private CsvFile() {}

    /**
     * Writes {@code header} and {@code rows} to {@code file}, in place of an older one.
     *
     * @throws OutputException if it can't be written
     */
    public static void write(Path file, List<String> header, Stream<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new OutputException(file + ": can't be written: " + IoReason.of(e, file), e);
        }
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A number as a field: empty where it is not defined. */
    public static String field(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }
}
