package org.i3d4j.yaml.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.i3d4j.text.NearestName;
import org.i3d4j.yaml.KeyPath;

/** All keys of a configuration: says where an unknown one may have been meant to go. */
final class KnownKeys {
    private final List<String> paths = new ArrayList<>();

    KnownKeys(Class<? extends Record> root) {
        collect(root, "");
    }

    private void collect(Class<?> recordType, String path) {
        for (RecordKey key : RecordKey.of(recordType)) {
            String keyPath = KeyPath.join(path, key.name());
            paths.add(keyPath);
            if (key.isSection()) {
                collect((Class<?>) key.type(), keyPath);
            }
        }
    }

    /** What to say of an unknown key: the nearest sibling, else the same key elsewhere, else what is known here. */
    String advice(List<String> siblings, String name, String path) {
        return NearestName.among(siblings, name)
                .or(() -> elsewhere(name, path))
                .map(NearestName::question)
                .orElseGet(() -> "; known here: " + String.join(", ", siblings));
    }

    /** The known path with the same last part that shares most parts with {@code path}, unless several do. */
    private Optional<String> elsewhere(String name, String path) {
        Map<Long, List<String>> byShared = paths.stream()
                .filter(known -> known.equals(name) || known.endsWith("." + name))
                .collect(Collectors.groupingBy(known -> sharedParts(known, path)));
        return byShared.keySet().stream()
                .max(Comparator.naturalOrder())
                .map(byShared::get)
                .filter(nearest -> nearest.size() == 1)
                .map(nearest -> nearest.get(0));
    }

    private static long sharedParts(String a, String b) {
        List<String> parts = List.of(b.split("\\."));
        return Arrays.stream(a.split("\\.")).filter(parts::contains).count();
    }
}
