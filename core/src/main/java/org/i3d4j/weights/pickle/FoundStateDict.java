package org.i3d4j.weights.pickle;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.pickle.machine.PyArray;
import org.i3d4j.weights.pickle.machine.PyDict;
import org.i3d4j.weights.pickle.machine.PyTypes;
import org.i3d4j.weights.pickle.machine.StoredArray;
import org.i3d4j.weights.pickle.machine.StoredTensor;
import org.i3d4j.weights.pickle.machine.UnreadTensor;
import org.jspecify.annotations.Nullable;

/**
 * The tensors in what training scripts put into a file: a state dict, or dicts that lead to one or several.
 *
 * @param tensors by name, in the file's order; of a dict in a dict its key and a dot come first, as {@code
 *     state_dict.conv1.weight}
 * @param unread likewise, those of kinds that are not read, and what they are
 * @param scalars numbers and text in the outermost dict, as the epoch
 */
record FoundStateDict<T>(Map<String, T> tensors, Map<String, String> unread, Map<String, String> scalars) {
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            StoredTensor.class,
            "a state dict; in Python: torch.save(model.state_dict(), 'weights.pt')",
            StoredArray.class,
            "a dict of NumPy arrays; in Python: pickle.dump({name: array, ...}, file, protocol=2)");

    private static final int MAXIMUM_DEPTH = 3;
    private static final int MAXIMUM_NAME_CHARS = 4096;
    private static final int ENTRIES_SHOWN = 5;

    /**
     * Looks for tensors in {@code root}.
     *
     * @param kind what the file's tensors are: {@link StoredTensor} or {@link StoredArray}
     * @throws WeightsException without the file's name, if there are none
     */
    static <T> FoundStateDict<T> in(Object root, Class<T> kind) {
        if (!(root instanceof PyDict dict)) {
            throw new WeightsException("holds a " + PyTypes.name(root) + ", expected " + EXPECTED.get(kind));
        }
        FoundStateDict<T> found = new FoundStateDict<>(new LinkedHashMap<>(), new LinkedHashMap<>(), scalars(dict));
        found.add(dict, kind, "", 0);
        if (found.tensors().isEmpty() && found.unread().isEmpty()) {
            throw new WeightsException(
                    "holds no tensors, neither by themselves nor in dicts of dicts; found " + describe(dict));
        }
        return found;
    }

    /** Dicts are few that hold tensors by name: an optimizer's have numbers for keys. */
    private void add(PyDict dict, Class<T> kind, String prefix, int depth) {
        dict.entries().forEach((key, entry) -> {
            if (!(key instanceof String last) || prefix.length() + last.length() > MAXIMUM_NAME_CHARS) {
                return;
            }
            String name = prefix + last;
            Object value = entry instanceof PyArray array ? array.content() : entry;
            if (kind.isInstance(value)) {
                tensors.put(name, kind.cast(value));
            } else if (value instanceof UnreadTensor tensor) {
                unread.put(name, tensor.kind());
            } else if (value instanceof StoredArray) {
                unread.put(name, "a NumPy array in a file of PyTorch; in Python, torch.from_numpy(array)");
            } else if (value instanceof StoredTensor) {
                unread.put(name, "a tensor of PyTorch, whose values are not in the file");
            } else if (value instanceof PyDict below && depth < MAXIMUM_DEPTH) {
                add(below, kind, name + ".", depth + 1);
            }
        });
    }

    private static Map<String, String> scalars(PyDict dict) {
        Map<String, String> scalars = new TreeMap<>();
        dict.entries().forEach((key, value) -> {
            if (key instanceof String name && isScalar(value)) {
                scalars.put(name, value.toString());
            }
        });
        return scalars;
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof Long
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof String;
    }

    private static String describe(PyDict dict) {
        if (dict.entries().isEmpty()) {
            return "an empty dict";
        }
        return dict.entries().entrySet().stream()
                .limit(ENTRIES_SHOWN)
                .map(entry -> "'" + (entry.getKey() instanceof String name ? name : PyTypes.name(entry.getKey()))
                        + "' (" + PyTypes.name(entry.getValue()) + ")")
                .collect(Collectors.joining(", ", "", dict.entries().size() > ENTRIES_SHOWN ? ", ..." : ""));
    }
}
