package org.i3d4j.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table that is written as CSV at once. Not safe for use by several threads at a time. */
public final class CsvTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table. */
    public CsvTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** Adds a row, its values in the order of the header. */
    public void add(Object... values) {
        if (values.length != header.size()) {
            throw new IllegalArgumentException(values.length + " values for the columns " + header);
        }
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            row.add(String.valueOf(value));
        }
        rows.add(row);
    }

    /**
     * Writes the table, in place of an older file.
     *
     * @throws org.i3d4j.error.OutputException if it can't be written
     */
    public void write(Path file) {
        CsvFile.write(file, header, rows.stream());
    }
}
