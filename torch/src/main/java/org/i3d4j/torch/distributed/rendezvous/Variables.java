package org.i3d4j.torch.distributed.rendezvous;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;

/** Environment variables, read with one list of everything wrong in them. An empty one counts as not set. */
final class Variables {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    Variables(Map<String, String> values) {
        this.values = values;
    }

    boolean has(String name) {
        return !values.getOrDefault(name, "").isBlank();
    }

    /** The first of {@code names} that is set. */
    Optional<String> firstOf(String... names) {
        return Stream.of(names).filter(this::has).findFirst();
    }

    /** The value of a variable that has to be there; empty text, and a problem, if it is not. */
    String text(String name) {
        if (!has(name)) {
            problem(name + " is not set");
        }
        return values.getOrDefault(name, "").strip();
    }

    /** The value of a variable that has to be a number; {@code least}, and a problem, if it is none within the limits. */
    int integer(String name, int least, int most) {
        return (int) number(name, least, most);
    }

    long number(String name, long least, long most) {
        String text = text(name);
        if (text.isEmpty()) {
            return least;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        problem(name + "=" + text + ": expected a whole number "
                + (most < Integer.MAX_VALUE ? "from " + least + " to " + most : "of at least " + least));
        return least;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /**
     * Ends the reading.
     *
     * @param advice last line of the message
     * @throws ConfigException if there were problems; its message has a line for each
     */
    void check(String advice) {
        if (!problems.isEmpty()) {
            Stream<String> told = problems.stream().map(problem -> "environment: " + problem);
            throw new ConfigException(Stream.concat(told, Stream.of(advice)).toList());
        }
    }
}
