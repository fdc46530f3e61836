package org.i3d4j.data.lists;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;

/**
 * A list of Charades: CSV with the columns {@code id} and {@code actions} among others, the latter with a class and its
 * seconds of start and end for each action: {@code c092 11.90 21.20;c147 0.00 12.60}.
 *
 * @param faults rows that can't be understood
 */
public record CharadesList(Path file, List<Row> rows, List<ListFault> faults) {
    private static final String EXPECTED = "a list of Charades with a header line that has id and actions";
    private static final Pattern ACTION = Pattern.compile("(c\\d{3})( +[0-9.]+ +[0-9.]+)?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*;\\s*");

    public CharadesList {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * A listed video.
     *
     * @param line where the row begins in the file, from 1
     * @param actions the classes that occur, such as {@code c092}; may be empty
     */
    public record Row(long line, String id, List<String> actions) {
        public Row {
            actions = List.copyOf(actions);
        }
    }

    /**
     * Reads a list.
     *
     * @throws DatasetException if the file is missing or broken, or lacks a column
     */
    public static CharadesList read(Path file) {
        List<CsvRecord> records = CsvRows.read(file, EXPECTED);
        List<String> header = records.get(0).getFields();
        int id = header.indexOf("id");
        int actions = header.indexOf("actions");
        if (id < 0 || actions < 0) {
            throw new DatasetException(
                    file + ":1: the header is " + String.join(",", header) + "; expected id and actions in it");
        }
        RowReader<Row> rows = new RowReader<>(file);
        records.stream()
                .skip(1)
                .forEach(record -> rows.read(record.getStartingLineNumber(), () -> row(record, id, actions)));
        return new CharadesList(file, rows.rows(), rows.faults());
    }

    private static Row row(CsvRecord record, int id, int actions) throws FaultyRow {
        if (record.getFieldCount() <= Math.max(id, actions)) {
            throw new FaultyRow("found " + record.getFieldCount() + " columns, expected at least "
                    + (Math.max(id, actions) + 1) + " as in the header");
        }
        String video = record.getField(id);
        if (!ID.matcher(video).matches()) {
            throw new FaultyRow("'" + video + "' is no id of a video");
        }
        List<String> classes = new ArrayList<>();
        for (String action : SEPARATOR.split(record.getField(actions).strip(), -1)) {
            if (!action.isEmpty()) {
                classes.add(action(action));
            }
        }
        return new Row(record.getStartingLineNumber(), video, classes);
    }

    private static String action(String action) throws FaultyRow {
        Matcher matcher = ACTION.matcher(action);
        if (!matcher.matches()) {
            throw new FaultyRow("'" + action + "' is no action; expected a class, start and end, as c092 11.90 21.20");
        }
        return matcher.group(1);
    }
}
