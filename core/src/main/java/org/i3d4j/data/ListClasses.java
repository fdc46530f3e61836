package org.i3d4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.data.lists.PathLabelList;

/**
 * The classes of a plain list of videos.
 *
 * @param order for people: what the order is and where it came from
 */
record ListClasses(ClassNames names, String order) {
    private static final String NAMES_FILE = "classes.txt";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");
    /** Far beyond any class list; a path or a time taken for a label must not make millions of classes. */
    private static final int MAX_CLASSES = 1_000_000;

    /** From {@code ROOT/classes.txt}, a name per line, else from the labels of the training list. */
    static ListClasses read(Path root, PathLabelList training, ClassOrder order) {
        Path file = root.resolve(NAMES_FILE);
        if (Files.exists(file)) {
            return new ListClasses(ClassNames.of(names(file)), "numbered as in " + NAMES_FILE);
        }
        List<String> labels = training.rows().stream()
                .flatMap(row -> row.label().stream())
                .distinct()
                .toList();
        Path list = training.file().getFileName();
        if (!labels.isEmpty()
                && labels.stream().allMatch(label -> NUMBER.matcher(label).matches())) {
            return new ListClasses(numbers(training), "numbered in " + list);
        }
        return switch (order) {
            case FIRST_APPEARANCE -> new ListClasses(ClassNames.of(labels), "numbered by first appearance in " + list);
            case ALPHABETICAL ->
                new ListClasses(ClassNames.of(labels.stream().sorted().toList()), "numbered alphabetically");
        };
    }

    private static List<String> names(Path file) {
        Set<String> names = new LinkedHashSet<>();
        for (ListText.Line line : ListText.lines(file, "the name of a class per line")) {
            if (!names.add(line.text())) {
                throw new ListedAt(file, line.number()).error("class '" + line.text() + "' is listed twice");
            }
        }
        return List.copyOf(names);
    }

    /** All numbers from 0 to the largest label, as names. */
    private static ClassNames numbers(PathLabelList list) {
        int largest = 0;
        for (PathLabelList.Row row : list.rows()) {
            int label = row.label().map(Integer::parseInt).orElse(0);
            if (label >= MAX_CLASSES) {
                throw new ListedAt(list.file(), row.line())
                        .error("label " + label + " is out of range; expected 0 to " + (MAX_CLASSES - 1));
            }
            largest = Math.max(largest, label);
        }
        return ClassNames.of(
                IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList());
    }

    /** The number of a label: that of the class of this name, else the number it is. */
    int label(ListedAt at, String label) {
        return names.label(label).orElseGet(() -> {
            if (!NUMBER.matcher(label).matches()) {
                throw at.unknownClass(label, names, order);
            }
            int number = Integer.parseInt(label);
            if (number >= names.size()) {
                throw at.error("label " + number + " is out of range; expected 0 to " + (names.size() - 1) + ", "
                        + names.size() + " classes " + order);
            }
            return number;
        });
    }
}
