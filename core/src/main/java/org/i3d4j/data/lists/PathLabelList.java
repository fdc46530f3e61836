package org.i3d4j.data.lists;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;

/**
 * A plain list of paths and labels. Text: a path, which may have blanks in it, and a label; or a folder of frames, the
 * number of frames and a label, as MMAction lists them. CSV, by the extension: the columns {@code path} and {@code label}
 * of a header, else the first and the last.
 */
public record PathLabelList(Path file, List<Row> rows) {
    private static final String EXPECTED = "a list of videos with lines 'path label'";
    private static final Pattern LAST_FIELD = Pattern.compile("(.*\\S)\\s+(\\S+)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Set<String> PATH_COLUMNS = Set.of("path", "video", "file", "filename", "file_name");

    public PathLabelList {
        rows = List.copyOf(rows);
    }

    /**
     * A listed video.
     *
     * @param line where it stands in the file, from 1
     * @param whole the path if there is no label: paths may have blanks in them
     * @param path as it stands before the label
     * @param folder the path of a folder of frames, if {@code path} ends in their number
     * @param label a number or a name; empty where there is none
     */
    public record Row(long line, String whole, String path, Optional<String> folder, Optional<String> label) {}

    /**
     * Reads a list.
     *
     * @throws DatasetException if the file is missing or not such a list
     */
    public static PathLabelList read(Path file) {
        boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        return new PathLabelList(file, csv ? csvRows(file) : textRows(file));
    }

    private static List<Row> textRows(Path file) {
        return ListText.lines(file, EXPECTED).stream()
                .map(line -> row(line.number(), line.text()))
                .toList();
    }

    private static Row row(long line, String text) {
        Matcher fields = LAST_FIELD.matcher(text);
        if (!fields.matches()) {
            return new Row(line, text, text, Optional.empty(), Optional.empty());
        }
        String path = fields.group(1);
        Matcher counted = LAST_FIELD.matcher(path);
        boolean hasCount = counted.matches() && COUNT.matcher(counted.group(2)).matches();
        return new Row(
                line,
                text,
                path,
                hasCount ? Optional.of(counted.group(1)) : Optional.empty(),
                Optional.of(fields.group(2)));
    }

    private static List<Row> csvRows(Path file) {
        List<CsvRecord> records = CsvRows.read(file, EXPECTED);
        List<String> header = records.get(0).getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        int path = (int)
                header.stream().takeWhile(name -> !PATH_COLUMNS.contains(name)).count();
        boolean hasHeader = path < header.size();
        int label = header.indexOf("label");
        return records.stream()
                .skip(hasHeader ? 1 : 0)
                .map(record -> hasHeader ? csvRow(file, record, path, label) : csvRow(record))
                .toList();
    }

    private static Row csvRow(Path file, CsvRecord record, int path, int label) {
        if (record.getFieldCount() <= path) {
            throw new DatasetException(file + ":" + record.getStartingLineNumber() + ": found " + record.getFieldCount()
                    + " columns, expected at least " + (path + 1) + " as in the header");
        }
        boolean hasLabel = label >= 0 && label < record.getFieldCount();
        Optional<String> text = hasLabel ? Optional.of(record.getField(label).strip()) : Optional.empty();
        return csvRow(record, record.getField(path).strip(), text);
    }

    /** Without header; a lone field is a line of text, as PySlowFast's files named .csv have them. */
    private static Row csvRow(CsvRecord record) {
        String first = record.getField(0).strip();
        if (record.getFieldCount() == 1) {
            return row(record.getStartingLineNumber(), first);
        }
        String last = record.getField(record.getFieldCount() - 1).strip();
        return csvRow(record, first, Optional.of(last));
    }

    private static Row csvRow(CsvRecord record, String path, Optional<String> label) {
        long line = record.getStartingLineNumber();
        return new Row(line, path, path, Optional.empty(), label.filter(name -> !name.isEmpty()));
    }
}
