package org.i3d4j.error;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.i3d4j.text.Counted;

/**
 * A row of a list that can't be used.
 *
 * @param list the file; or a folder that stands for a row
 * @param line from 1; 0 for a folder
 * @param problem what is wrong, what was expected and what to do
 */
public record ListFault(Path list, long line, String problem) {
    private static final int SHOWN = 5;

    /** All of them as one error. */
    public static DatasetException exception(List<ListFault> faults) {
        String first = faults.stream().limit(SHOWN).map(ListFault::toString).collect(Collectors.joining("\n"));
        int more = faults.size() - SHOWN;
        return new DatasetException(
                more > 0 ? first + "\nand " + Counted.of(more, "more such row") + "; " + Advice.LIST_FAULTS : first);
    }

    /** As {@code line 3: problem}, for where the file is named already. */
    public String inFile() {
        return line > 0 ? "line " + line + ": " + problem : problem;
    }

    /** As {@code FILE:LINE: problem}. */
    @Override
    public String toString() {
        return (line > 0 ? list + ":" + line : list.toString()) + ": " + problem;
    }
}
