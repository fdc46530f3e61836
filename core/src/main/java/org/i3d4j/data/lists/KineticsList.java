package org.i3d4j.data.lists;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;

/**
 * A list of the Kinetics layout: CSV with a header that names at least {@code youtube_id}, {@code time_start} and
 * {@code time_end}, in any order among other columns, and {@code label} unless it lists a test split.
 *
 * @param faults rows that can't be understood
 */
public record KineticsList(Path file, List<Row> rows, List<ListFault> faults) {
    private static final String EXPECTED =
            "the list of a Kinetics split with a header line" + " label,youtube_id,time_start,time_end,split";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern FILE_NAME_PART = Pattern.compile("[^/\\\\\0]+");

    public KineticsList {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * A listed video.
     *
     * @param line where the row begins in the file, from 1
     * @param label empty where it has none
     */
    public record Row(long line, Optional<String> label, String fileName) {}

    /** Where the columns stand. */
    private record Columns(OptionalInt label, int youtubeId, int timeStart, int timeEnd) {
        int last() {
            return Math.max(Math.max(label.orElse(0), youtubeId), Math.max(timeStart, timeEnd));
        }
    }

    /**
     * Reads a list.
     *
     * @param labelled whether a list without the column of labels is an error
     * @throws DatasetException if the file is missing or broken, or lacks a column
     */
    public static KineticsList read(Path file, boolean labelled) {
        List<CsvRecord> records = CsvRows.read(file, EXPECTED);
        Columns columns = columns(file, records.get(0), labelled);
        RowReader<Row> rows = new RowReader<>(file);
        records.stream()
                .skip(1)
                .forEach(record -> rows.read(record.getStartingLineNumber(), () -> row(record, columns)));
        return new KineticsList(file, rows.rows(), rows.faults());
    }

    private static Columns columns(Path file, CsvRecord header, boolean labelled) {
        List<String> names = header.getFields();
        List<String> missing = new ArrayList<>(List.of("youtube_id", "time_start", "time_end"));
        if (labelled) {
            missing.add(0, "label");
        }
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new DatasetException(file + ":" + header.getStartingLineNumber() + ": the header lacks "
                    + String.join(", ", missing) + "; found " + String.join(",", names)
                    + ", expected label,youtube_id,time_start,time_end,split");
        }
        int label = names.indexOf("label");
        return new Columns(
                label < 0 ? OptionalInt.empty() : OptionalInt.of(label),
                names.indexOf("youtube_id"),
                names.indexOf("time_start"),
                names.indexOf("time_end"));
    }

    private static Row row(CsvRecord record, Columns columns) throws FaultyRow {
        if (record.getFieldCount() <= columns.last()) {
            throw new FaultyRow("found " + record.getFieldCount() + " columns, expected at least "
                    + (columns.last() + 1) + " as in the header");
        }
        String id = record.getField(columns.youtubeId());
        if (!FILE_NAME_PART.matcher(id).matches()) {
            throw new FaultyRow("youtube_id '" + id + "' can't be part of a file name");
        }
        String fileName = id + "_" + seconds("time_start", record.getField(columns.timeStart())) + "_"
                + seconds("time_end", record.getField(columns.timeEnd())) + ".mp4";
        return new Row(record.getStartingLineNumber(), label(record, columns), fileName);
    }

    private static String seconds(String column, String value) throws FaultyRow {
        if (!SECONDS.matcher(value).matches()) {
            throw new FaultyRow(column + " is '" + value + "', expected whole seconds");
        }
        return "0".repeat(Math.max(6 - value.length(), 0)) + value;
    }

    private static Optional<String> label(CsvRecord record, Columns columns) {
        return columns.label().isEmpty()
                ? Optional.empty()
                : Optional.of(record.getField(columns.label().getAsInt())).filter(label -> !label.isBlank());
    }
}
