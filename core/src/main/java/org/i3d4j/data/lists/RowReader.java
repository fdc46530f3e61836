package org.i3d4j.data.lists;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.ListFault;

/** Reads one row after the other; those that can't be understood are noted, and the next ones read all the same. */
final class RowReader<R> {
    private final Path file;
    private final List<R> rows = new ArrayList<>();
    private final List<ListFault> faults = new ArrayList<>();

    RowReader(Path file) {
        this.file = file;
    }

    /** Makes a row of what stands in the file. */
    @FunctionalInterface
    interface Parsing<R> {
        R parse() throws FaultyRow;
    }

    /** @param line from 1 */
    void read(long line, Parsing<R> row) {
        try {
            rows.add(row.parse());
        } catch (FaultyRow e) {
            faults.add(new ListFault(file, line, String.valueOf(e.getMessage())));
        }
    }

    /** Those that could be read. */
    List<R> rows() {
        return rows;
    }

    List<ListFault> faults() {
        return faults;
    }
}
