package org.i3d4j.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.i3d4j.error.DatasetException;
import org.i3d4j.text.Counted;

/** The classes of a data set: their position is the label, and the network's output. */
public final class ClassNames {
    private static final int SEVERAL = -1;
    private static final String PUNCTUATION = "'()";

    private final List<String> names;
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, Integer> labelsBySpelling = new HashMap<>();

    private ClassNames(List<String> names, String whose) {
        this.names = List.copyOf(names);
        for (String name : this.names) {
            Integer earlier = labels.putIfAbsent(name, labels.size());
            if (earlier != null) {
                throw new DatasetException(whose + "class '" + name + "' is listed twice, as number " + earlier
                        + " and " + labels.size() + "; every class needs one number");
            }
            labelsBySpelling.merge(spelling(name), labels.size() - 1, (one, other) -> SEVERAL);
        }
    }

    /**
     * A class name without what tools that write data sets change: blanks are underscores, and apostrophes and
     * parentheses are left out, as torchvision does with Kinetics.
     */
    public static String spelling(String name) {
        StringBuilder spelling = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (PUNCTUATION.indexOf(letter) < 0) {
                spelling.append(letter == '_' ? ' ' : letter);
            }
        }
        return spelling.toString();
    }

    /**
     * Classes in the order given.
     *
     * @throws DatasetException if a name stands twice
     */
    public static ClassNames of(List<String> names) {
        return new ClassNames(names, "");
    }

    /**
     * As {@link #of(List)}.
     *
     * @param whose what names them, for the error
     */
    public static ClassNames of(List<String> names, String whose) {
        return new ClassNames(names, whose + ": ");
    }

    /**
     * Sees to it that these are the first of other classes, in the same order.
     *
     * @param whose what these are of, for the error
     * @param others may be more
     * @param whoseOthers what the others are of
     * @throws DatasetException naming the first class that is another
     */
    public void requireFirstOf(ClassNames others, String whose, String whoseOthers) {
        for (int label = 0; label < size(); label++) {
            if (label >= others.size() || !names.get(label).equals(others.names.get(label))) {
                throw new DatasetException(whose + ": class " + label + " is '" + names.get(label) + "', in "
                        + whoseOthers + " "
                        + (label < others.size()
                                ? "it is '" + others.names.get(label) + "'"
                                : "there are only " + Counted.of(others.size(), "class"))
                        + "; number the classes as there");
            }
        }
    }

    public int size() {
        return names.size();
    }

    /** All names, the first that of label 0; unmodifiable. */
    public List<String> names() {
        return names;
    }

    /** The name of a label in [0, size). */
    public String name(int label) {
        return names.get(label);
    }

    /** The name of a label at least 0; {@code class 17} where there is none. */
    public String nameOrNumber(int label) {
        return nameOrNumber(names, label);
    }

    /** The name at {@code label}, at least 0; {@code class 17} behind the last. */
    public static String nameOrNumber(List<String> names, int label) {
        return label < names.size() ? names.get(label) : "class " + label;
    }

    /** The label of a class, empty if there is no class of that name. */
    public OptionalInt label(String name) {
        Integer label = labels.get(name);
        return label == null ? OptionalInt.empty() : OptionalInt.of(label);
    }

    /**
     * As {@link #label}; else the label of the one class whose name differs by its {@link #spelling} alone, empty if there
     * are several.
     */
    public OptionalInt labelOfSpelling(String name) {
        OptionalInt exact = label(name);
        int label = exact.orElseGet(() -> labelsBySpelling.getOrDefault(spelling(name), SEVERAL));
        return label == SEVERAL ? OptionalInt.empty() : OptionalInt.of(label);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassNames that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(names);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
