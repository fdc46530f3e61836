package org.i3d4j.data.lists;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.i3d4j.error.ListFault;

/**
 * A plain list of paths and what stands behind them: labels; in lists of frame folders, as MMAction has them, the number of
 * frames and labels. Text: fields parted by blanks, which the path may have in it too. CSV, by the extension: the columns
 * {@code path} and {@code label} of a header, else a path and fields.
 *
 * @param faults rows that can't be understood
 */
public record PathLabelList(Path file, List<Row> rows, List<ListFault> faults) {
    private static final String EXPECTED = "a list of videos with lines 'path label'";
    private static final Set<String> PATH_COLUMNS = Set.of("path", "video", "file", "filename", "file_name");
    private static final Set<String> LABEL_COLUMNS = Set.of("label", "labels");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Far beyond the classes of a video; keeps what is no list from being tried at every blank. */
    private static final int MOST_FIELDS = 1000;
    /** Several times the longest path; each blank makes another path that is tried. */
    private static final int MOST_CHARACTERS = 1 << 15;

    public PathLabelList {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * A listed video.
     *
     * @param line where it stands in the file, from 1
     * @param text the path; where there are no columns, what stands behind it too
     * @param columns behind the path, if the list has columns
     */
    public record Row(long line, String text, Optional<List<String>> columns) {

        /** What the path may be, the longest first: in text any blank may end it. */
        public List<String> paths() {
            List<String> paths = new ArrayList<>(List.of(text));
            if (columns.isEmpty()) {
                BLANKS.matcher(text).results().forEach(blank -> paths.add(text.substring(0, blank.start())));
                paths.sort(Comparator.comparing(String::length).reversed());
            }
            return paths;
        }

        /** What stands behind {@code path}, one of {@link #paths}: fields without blanks around them. */
        public List<String> behind(String path) {
            String rest = text.substring(path.length()).strip();
            return columns.orElseGet(() -> rest.isEmpty() ? List.of() : List.of(BLANKS.split(rest)));
        }
    }

    /**
     * Reads a list.
     *
     * @throws org.i3d4j.error.DatasetException if the file is missing or not such a list
     */
    public static PathLabelList read(Path file) {
        RowReader<Row> rows = new RowReader<>(file);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            readCsv(file, rows);
        } else {
            ListText.lines(file, EXPECTED)
                    .forEach(line -> rows.read(line.number(), () -> textRow(line.number(), line.text())));
        }
        return new PathLabelList(file, rows.rows(), rows.faults());
    }

    private static Row textRow(long line, String text) throws FaultyRow {
        if (text.length() > MOST_CHARACTERS) {
            throw new FaultyRow("has " + text.length() + " characters; expected 'path label'");
        }
        if (BLANKS.matcher(text).results().limit(MOST_FIELDS).count() == MOST_FIELDS) {
            throw new FaultyRow("has more than " + MOST_FIELDS + " fields; expected 'path label'");
        }
        return new Row(line, text, Optional.empty());
    }

    private static void readCsv(Path file, RowReader<Row> rows) {
        List<CsvRecord> records = CsvRows.read(file, EXPECTED);
        List<String> header = records.get(0).getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        int path = indexOf(header, PATH_COLUMNS);
        int label = indexOf(header, LABEL_COLUMNS);
        records.stream()
                .skip(path < 0 ? 0 : 1)
                .forEach(record -> rows.read(
                        record.getStartingLineNumber(), () -> path < 0 ? csvRow(record) : csvRow(record, path, label)));
    }

    private static int indexOf(List<String> header, Set<String> names) {
        for (int column = 0; column < header.size(); column++) {
            if (names.contains(header.get(column))) {
                return column;
            }
        }
        return -1;
    }

    private static Row csvRow(CsvRecord record, int path, int label) throws FaultyRow {
        if (record.getFieldCount() <= path) {
            throw new FaultyRow("found " + record.getFieldCount() + " columns, expected at least " + (path + 1)
                    + " as in the header");
        }
        boolean hasLabel = label >= 0 && label < record.getFieldCount();
        return csvRow(record, path, hasLabel ? List.of(record.getField(label)) : List.of());
    }

    /** Without header; a lone field is a line of text, as PySlowFast's files named .csv have them. */
    private static Row csvRow(CsvRecord record) throws FaultyRow {
        if (record.getFieldCount() == 1) {
            return textRow(record.getStartingLineNumber(), record.getField(0).strip());
        }
        return csvRow(record, 0, record.getFields().subList(1, record.getFieldCount()));
    }

    private static Row csvRow(CsvRecord record, int path, List<String> cells) {
        List<String> fields = cells.stream()
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .toList();
        return new Row(record.getStartingLineNumber(), record.getField(path).strip(), Optional.of(fields));
    }
}
