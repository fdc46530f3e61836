package org.i3d4j.weights.pickle.machine;

import java.util.List;
import org.i3d4j.error.WeightsException;

/**
 * A Python tuple. Equal only to itself: comparing contents could take for ever where a tuple holds others that share
 * their items.
 */
public final class PyTuple {
    private final List<Object> items;

    /** Keeps {@code items}, which nobody may change any more. */
    PyTuple(List<Object> items) {
        this.items = items;
    }

    /** Number of items. */
    public int size() {
        return items.size();
    }

    /**
     * The item at {@code index} as a {@code type}; {@code what} names it in the message.
     *
     * @throws WeightsException if there is none or it is something else
     */
    <T> T get(int index, Class<T> type, String what) {
        Object item = index < items.size() ? items.get(index) : PyNone.NONE;
        if (!type.isInstance(item)) {
            throw new WeightsException("expected " + what + ", found " + PyTypes.name(item));
        }
        return type.cast(item);
    }

    /** The items in order, not to be changed. */
    List<Object> items() {
        return items;
    }
}
