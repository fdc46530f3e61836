package org.i3d4j.data.layouts;

import java.nio.file.Path;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;

/**
 * Where a video is listed.
 *
 * @param line from 1
 */
record ListedAt(Path list, long line) {

    /** What is wrong with the row. */
    ListFault fault(String problem) {
        return new ListFault(list, line, problem);
    }

    /** For a file that can't be used with this line in it. */
    DatasetException error(String problem) {
        return new DatasetException(this + ": " + problem);
    }

    /** As {@code FILE:LINE}. */
    @Override
    public String toString() {
        return list + ":" + line;
    }
}
