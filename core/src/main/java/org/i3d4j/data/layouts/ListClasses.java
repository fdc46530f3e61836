package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.text.Counted;

/** The classes of a plain list of videos, from the names in a file or the labels in the list. */
final class ListClasses {
    static final String NAMES_FILE = "classes.txt";

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");
    /** No name of a class: a label that went wrong. */
    private static final Pattern OTHER_NUMBER = Pattern.compile("[-+]\\d+|[-+]?\\d*\\.\\d+|\\d{10,}");
    /** Far beyond any class list; a path or a time taken for a label must not make millions of classes. */
    private static final int MAX_CLASSES = 1_000_000;

    private ListClasses() {}

    /** A name per line; blank lines count for nothing. */
    static ClassNumbering named(Path file) {
        Set<String> names = new LinkedHashSet<>();
        for (ListText.Line line : ListText.lines(file, "the name of a class per line")) {
            if (!names.add(line.text())) {
                throw new ListedAt(file, line.number()).error("class '" + line.text() + "' is listed twice");
            }
        }
        return new ClassNumbering(ClassNames.of(List.copyOf(names)), "numbered as in " + file.getFileName());
    }

    /** The classes that the labels of {@code list} make: all numbers up to the largest, or names in an order. */
    static ClassNumbering labelled(FileRows list, ClassOrder order) {
        if (areNumbers(list)) {
            return new ClassNumbering(
                    numbers(list), "numbered in " + list.list().getFileName(), list.faults());
        }
        List<String> names = list.rows().stream()
                .flatMap(row -> row.labels().stream())
                .filter(label -> !isOtherNumber(label))
                .distinct()
                .toList();
        List<String> ordered =
                order == ClassOrder.ALPHABETICAL ? names.stream().sorted().toList() : names;
        return new ClassNumbering(ClassNames.of(ordered), order.of(list.list()), list.faults());
    }

    /** Whether most labels are: then one that is none is a mistake, as a line of titles is. */
    private static boolean areNumbers(FileRows list) {
        long labels = list.rows().stream().mapToLong(row -> row.labels().size()).sum();
        long numbers = list.rows().stream()
                .flatMap(row -> row.labels().stream())
                .filter(ListClasses::isNumber)
                .count();
        return labels > 0 && 2 * numbers >= labels;
    }

    private static ClassNames numbers(FileRows list) {
        int largest = list.rows().stream()
                .flatMap(row -> row.labels().stream())
                .filter(ListClasses::isNumber)
                .mapToInt(Integer::parseInt)
                .filter(label -> label < MAX_CLASSES)
                .max()
                .orElse(0);
        return ClassNames.of(
                IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList());
    }

    static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches();
    }

    private static boolean isOtherNumber(String label) {
        return OTHER_NUMBER.matcher(label).matches();
    }

    /** Whether classes are called by their numbers, for want of names. */
    private static boolean areNumbers(ClassNumbering classes) {
        return IntStream.range(0, classes.names().size())
                .allMatch(number -> classes.names().name(number).equals(String.valueOf(number)));
    }

    /**
     * The name of the class that a label means: a name as it is, a number by the list of names.
     *
     * @param names of {@code classes.txt} if there is one
     * @param classes whose numbers the labels are to get
     * @throws FaultyRow if it is a number that means no class
     */
    static String name(String label, Optional<ClassNumbering> names, ClassNumbering classes) throws FaultyRow {
        ClassNumbering meant = names.orElse(classes);
        if (meant.names().labelOfSpelling(label).isPresent()) {
            return label;
        }
        if (!isNumber(label) && !isOtherNumber(label)) {
            if (names.isEmpty() && areNumbers(classes)) {
                throw new FaultyRow("label '" + label + "' is not among the "
                        + Counted.of(classes.names().size(), "class") + ", " + classes.order()
                        + ", which have numbers. Give the number here too, or the names in " + NAMES_FILE
                        + " in the data set's folder");
            }
            return label;
        }
        if (isNumber(label) && names.isEmpty() && !areNumbers(classes)) {
            throw new FaultyRow("label " + label + " is a number; the "
                    + Counted.of(classes.names().size(), "class") + ", " + classes.order()
                    + ", have names. Name the class here too, or give " + NAMES_FILE
                    + " in the data set's folder, the name of class 0 in its first line");
        }
        if (isOtherNumber(label) || Integer.parseInt(label) >= meant.names().size()) {
            throw new FaultyRow("label " + label + " is out of range; expected 0 to "
                    + (meant.names().size() - 1) + ", "
                    + Counted.of(meant.names().size(), "class") + " " + meant.order());
        }
        return meant.names().name(Integer.parseInt(label));
    }
}
