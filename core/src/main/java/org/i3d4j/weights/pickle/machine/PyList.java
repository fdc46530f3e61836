package org.i3d4j.weights.pickle.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Python list, or a set, whose items need not differ here. Equal only to itself, as {@link PyTuple}. */
public final class PyList {
    private final List<Object> items = new ArrayList<>(0);

    /** Number of items. */
    public int size() {
        return items.size();
    }

    void addAll(List<Object> added) {
        items.addAll(added);
    }

    /** A view of the items in order. */
    public List<Object> items() {
        return Collections.unmodifiableList(items);
    }
}
