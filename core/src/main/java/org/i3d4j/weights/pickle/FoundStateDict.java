package org.i3d4j.weights.pickle;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.pickle.machine.PyDict;
import org.i3d4j.weights.pickle.machine.PyTypes;
import org.i3d4j.weights.pickle.machine.StoredTensor;
import org.jspecify.annotations.Nullable;

/**
 * The state dict among what training scripts put into a file.
 *
 * @param tensors by name, in the file's order, without the prefix that all of them have in common
 * @param path keys that lead to it, as {@code model.state_dict}; empty if the file holds nothing else
 * @param prefix what was taken off the names: {@code module.} as often as it stood there, or nothing
 * @param scalars numbers and text beside it, as the epoch
 */
record FoundStateDict(Map<String, StoredTensor> tensors, String path, String prefix, Map<String, String> scalars) {
    /** Where scripts put the state dict, the usual names first. */
    private static final List<String> KEYS =
            List.of("state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights");

    private static final int MAXIMUM_DEPTH = 3;
    private static final int ENTRIES_SHOWN = 5;
    /** What DataParallel puts before every name. */
    private static final String PARALLEL_PREFIX = "module.";

    /**
     * Looks for the state dict in {@code root}.
     *
     * @throws WeightsException without the file's name, if there is none
     */
    static FoundStateDict in(Object root) {
        if (!(root instanceof PyDict dict)) {
            throw new WeightsException("holds a " + PyTypes.name(root)
                    + ", expected a state dict; in Python: torch.save(model.state_dict(), 'weights.pt')");
        }
        Place place = find(dict, MAXIMUM_DEPTH)
                .orElseThrow(() -> new WeightsException("holds no tensors, neither by themselves nor under one of "
                        + KEYS + "; found " + describe(dict)));
        Map<String, StoredTensor> tensors = tensors(place.dict());
        String prefix = "";
        while (allStartWith(tensors, prefix + PARALLEL_PREFIX)) {
            prefix += PARALLEL_PREFIX;
        }
        return new FoundStateDict(withoutPrefix(tensors, prefix.length()), place.path(), prefix, scalars(dict));
    }

    private record Place(PyDict dict, String path) {
        Place below(String key) {
            return new Place(dict, path.isEmpty() ? key : key + "." + path);
        }
    }

    /** Where a dict with tensors is: one under a known key goes before tensors beside it. */
    private static Optional<Place> find(PyDict dict, int depth) {
        for (String key : KEYS) {
            if (depth > 0 && dict.entries().get(key) instanceof PyDict below) {
                Optional<Place> place = find(below, depth - 1);
                if (place.isPresent()) {
                    return place.map(found -> found.below(key));
                }
            }
        }
        boolean here = dict.entries().entrySet().stream().anyMatch(FoundStateDict::isNamedTensor);
        return here ? Optional.of(new Place(dict, "")) : Optional.empty();
    }

    private static boolean isNamedTensor(Map.Entry<Object, Object> entry) {
        return entry.getKey() instanceof String && entry.getValue() instanceof StoredTensor;
    }

    private static Map<String, StoredTensor> tensors(PyDict dict) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        dict.entries().forEach((key, value) -> {
            if (key instanceof String name && value instanceof StoredTensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private static boolean allStartWith(Map<String, StoredTensor> tensors, String prefix) {
        return tensors.keySet().stream().allMatch(name -> name.startsWith(prefix));
    }

    private static Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> tensors, int prefixChars) {
        Map<String, StoredTensor> shorter = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shorter.put(name.substring(prefixChars), tensor));
        return shorter;
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
