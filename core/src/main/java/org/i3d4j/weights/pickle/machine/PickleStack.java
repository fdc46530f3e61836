package org.i3d4j.weights.pickle.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.jspecify.annotations.Nullable;

/** The machine's stack with its marks; what lies below the last mark can't be reached. */
final class PickleStack {
    private final List<Object> items = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    void push(Object value) {
        items.add(value);
    }

    void mark() {
        marks.push(items.size());
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The last item, which stays. */
    Object top() {
        requireItems(1);
        return items.get(items.size() - 1);
    }

    /** The last item, below a mark or not; null if there is none. */
    @Nullable
    Object lastOrNull() {
        return items.isEmpty() ? null : items.get(items.size() - 1);
    }

    Object pop() {
        requireItems(1);
        return items.remove(items.size() - 1);
    }

    /**
     * Takes the last item.
     *
     * @throws WeightsException if it is no {@code type}
     */
    <T> T pop(Class<T> type, String what) {
        Object value = pop();
        if (!type.isInstance(value)) {
            throw new WeightsException("damaged: expected " + what + ", found " + PyTypes.name(value));
        }
        return type.cast(value);
    }

    /** Takes the last {@code count} items, in order. */
    List<Object> pop(int count) {
        requireItems(count);
        return takeFrom(items.size() - count);
    }

    /** Takes what lies above the last mark, in order, and the mark. */
    List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw new WeightsException("damaged: an end without a beginning (MARK)");
        }
        return takeFrom(marks.pop());
    }

    private List<Object> takeFrom(int index) {
        List<Object> tail = items.subList(index, items.size());
        List<Object> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    private void requireItems(int count) {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (items.size() - floor < count) {
            throw new WeightsException(
                    "damaged: takes " + count + " values off the stack, which has " + (items.size() - floor));
        }
    }
}
