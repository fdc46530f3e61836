package org.i3d4j.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.i3d4j.error.ConfigException;
import org.i3d4j.text.Printable;

/** Collects everything that is wrong with a configuration, so that the user sees it all at once. */
public final class Problems {
    private static final Comparator<LocatedProblem> BY_POSITION = Comparator.comparing(
                    (LocatedProblem problem) -> problem.position().source())
            .thenComparing(problem -> problem.position().line())
            .thenComparing(problem -> problem.position().column());

    private final List<LocatedProblem> found = new ArrayList<>();

    private record LocatedProblem(Position position, String line) {}

    /** Adds a problem that stands at {@code position}. */
    public void add(Position position, String message) {
        found.add(new LocatedProblem(position, Printable.line(position + ": " + message)));
    }

    /** Adds those of {@code others}. */
    public void addAll(Problems others) {
        found.addAll(others.found);
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
            throw new ConfigException(lines());
        }
    }

    /** A line for each problem, in the order of the file. */
    public List<String> lines() {
        return found.stream()
                .sorted(BY_POSITION)
                .map(LocatedProblem::line)
                .distinct()
                .toList();
    }
}
