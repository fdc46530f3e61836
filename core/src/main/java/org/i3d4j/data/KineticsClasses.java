package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The classes of a Kinetics data set in an order.
 *
 * @param order for people: what the order is and where it came from
 */
record KineticsClasses(ClassNames names, String order) {
    private static final String MAP_FILE = "cls2index.json";
    /** Far beyond any class list; keeps a wrong file from being read into memory. */
    private static final long MAX_MAP_BYTES = 16L << 20;

    /**
     * Reads the classes from the map of names or the training list.
     *
     * @throws DatasetException if neither is there, or it is broken
     */
    static KineticsClasses read(Path root, ClassOrder order) {
        Path map = root.resolve(MAP_FILE);
        if (order == ClassOrder.FIRST_APPEARANCE && Files.exists(map)) {
            return new KineticsClasses(readMap(map), "as in " + MAP_FILE);
        }
        Path csv = KineticsDataset.list(root, "train");
        Stream<String> labels = KineticsList.read(csv, true).rows().stream()
                .map(row -> row.label().orElseThrow())
                .distinct();
        return switch (order) {
            case FIRST_APPEARANCE ->
                new KineticsClasses(ClassNames.of(labels.toList()), "by first appearance in " + csv.getFileName());
            case ALPHABETICAL ->
                new KineticsClasses(ClassNames.of(labels.sorted().toList()), "alphabetically");
        };
    }

    private static ClassNames readMap(Path map) {
        JsonNode json;
        try {
            if (Files.size(map) > MAX_MAP_BYTES) {
                throw invalid(map, "has " + Files.size(map) + " bytes", null);
            }
            json = JsonMapper.shared().readTree(Files.readString(map));
        } catch (IOException | JacksonException e) {
            throw invalid(map, "can't be read: " + e.getMessage(), e);
        }
        if (!json.isObject() || json.isEmpty()) {
            throw invalid(map, "holds no classes", null);
        }
        @Nullable String[] names = new @Nullable String[json.size()];
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode number = entry.getValue();
            boolean valid = number.isInt() && number.intValue() >= 0 && number.intValue() < names.length;
            if (!valid || names[number.intValue()] != null) {
                throw invalid(map, "gives class '" + entry.getKey() + "' the number " + number, null);
            }
            names[number.intValue()] = entry.getKey();
        }
        List<String> inOrder = Arrays.stream(names).map(Objects::requireNonNull).toList();
        return ClassNames.of(inOrder);
    }

    private static DatasetException invalid(Path map, String found, @Nullable Throwable cause) {
        return new DatasetException(
                map + ": " + found + "; expected one JSON object with every class name and its number, each from 0 to"
                        + " the number of classes - 1 used once. Correct the file, or remove it to number the classes by"
                        + " the training list",
                cause);
    }
}
