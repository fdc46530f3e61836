package org.i3d4j.data.layouts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.text.Counted;

/** Finds the numbers of classes by their names, and remembers which were spelled otherwise. */
final class ClassLookup {
    private static final int NAMES_SHOWN = 3;

    private final ClassNumbering numbering;
    private final String word;
    private final Set<String> respelled = new LinkedHashSet<>();

    /** @param word what names are called in messages */
    ClassLookup(ClassNumbering numbering, String word) {
        this.numbering = numbering;
        this.word = word;
    }

    ClassNumbering numbering() {
        return numbering;
    }

    /**
     * The number of a class.
     *
     * @throws FaultyRow if there is no class of that name
     */
    int label(String name) throws FaultyRow {
        OptionalInt label = numbering.names().labelOfSpelling(name);
        if (label.isEmpty()) {
            throw new FaultyRow(word + " '" + name + "' is not among the "
                    + Counted.of(numbering.names().size(), "class") + ", " + numbering.order());
        }
        String known = numbering.names().name(label.getAsInt());
        if (!known.equals(name)) {
            respelled.add("'" + name + "' is taken for the class '" + known + "'");
        }
        return label.getAsInt();
    }

    /** What a user should hear of it. */
    List<String> notes() {
        List<String> notes =
                new ArrayList<>(respelled.stream().limit(NAMES_SHOWN).toList());
        if (respelled.size() > NAMES_SHOWN) {
            notes.add("so are " + (respelled.size() - NAMES_SHOWN) + " more names, which differ from those of classes"
                    + " in blanks, apostrophes or parentheses alone");
        }
        return notes;
    }
}
