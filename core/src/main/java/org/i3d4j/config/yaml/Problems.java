package org.i3d4j.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.i3d4j.error.ConfigException;

/** Collects everything that is wrong with a configuration, so that the user sees it all at once. */
public final class Problems {
    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(
                    (Problem problem) -> problem.position().source())
            .thenComparing(problem -> problem.position().line())
            .thenComparing(problem -> problem.position().column());

    private final List<Problem> found = new ArrayList<>();

    private record Problem(Position position, String line) {}

    /** Adds a problem that stands at {@code position}; control characters in the message are made visible. */
    public void add(Position position, String message) {
        String line = position + ": " + message;
        found.add(new Problem(position, line.replaceAll("\\p{Cntrl}", "?")));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Ends the collection.
     *
     * @throws ConfigException if there is any problem; its message has one line for each, in the order of the file
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found.stream()
                    .sorted(BY_POSITION)
                    .map(Problem::line)
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}
