package org.i3d4j.data;

import java.nio.file.Path;
import org.i3d4j.error.DatasetException;

/**
 * Where a video is listed.
 *
 * @param line from 1
 */
record ListedAt(Path list, long line) {

    /** What is wrong with the line. */
    DatasetException error(String problem) {
        return new DatasetException(this + ": " + problem);
    }

    /** For a class that is not among those of the data set. */
    DatasetException unknownClass(String name, ClassNames classes, String order) {
        return error("label '" + name + "' is not among the " + classes.size() + " classes, " + order);
    }

    /** As {@code FILE:LINE}. */
    @Override
    public String toString() {
        return list + ":" + line;
    }
}
