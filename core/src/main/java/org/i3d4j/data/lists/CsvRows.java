package org.i3d4j.data.lists;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.DatasetException;

/** Reads list files in CSV; rows may have any number of fields. */
final class CsvRows {
    private CsvRows() {}

    /**
     * All rows, a header included.
     *
     * @param expected what the file is, for messages
     * @throws DatasetException if the file is missing, not CSV or empty
     */
    static List<CsvRecord> read(Path file, String expected) {
        ListText.require(file, expected);
        List<CsvRecord> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            csv.forEach(rows::add);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new DatasetException(file + ": can't be read as CSV: " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new DatasetException(file + ": is empty, expected a header line");
        }
        return rows;
    }
}
