package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.PathLabelList;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.ListFault;

/**
 * The rows of a plain list of videos, each with its path, its video if that is there, and its labels as they are written.
 *
 * @param faults rows that make no sense
 */
record FileRows(Path list, List<Row> rows, List<ListFault> faults) {

    FileRows {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /** @param labels numbers or names of classes; at most one in a list of one class a video */
    record Row(ListedAt at, String path, Optional<Path> stored, List<String> labels) {
        Row {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Reads a list.
     *
     * @param fields how what stands behind a path is read
     * @throws org.i3d4j.error.DatasetException if the file is missing or not such a list, or a folder can't be read
     */
    static FileRows read(Path file, StoredVideos videos, FieldReading fields) {
        PathLabelList list = PathLabelList.read(file);
        List<Row> rows = new ArrayList<>();
        List<ListFault> faults = new ArrayList<>(list.faults());
        for (PathLabelList.Row listed : list.rows()) {
            ListedAt at = new ListedAt(file, listed.line());
            try {
                CutRow row = CutRow.of(listed, videos, fields.mostNumbers());
                rows.add(new Row(at, row.path(), row.stored(), fields.labels(row)));
            } catch (FaultyRow e) {
                faults.add(at.fault(String.valueOf(e.getMessage())));
            }
        }
        return new FileRows(file, rows, faults);
    }
}
