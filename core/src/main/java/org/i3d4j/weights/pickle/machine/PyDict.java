package org.i3d4j.weights.pickle.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.error.WeightsException;

/** A Python dict of whatever kind, in the order of insertion. Equal only to itself, as {@link PyTuple}. */
public final class PyDict {
    private final Map<Object, Object> entries = new LinkedHashMap<>();

    /**
     * Sets an entry.
     *
     * @throws WeightsException if {@code key} is a list or a dict, which Python does not allow either
     */
    void put(Object key, Object value) {
        if (key instanceof PyList || key instanceof PyDict) {
            throw new WeightsException("a " + PyTypes.name(key) + " can't be the key of a dict");
        }
        entries.put(key, value);
    }

    /** A view of the entries; keys may be text, numbers and more. */
    public Map<Object, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }
}
