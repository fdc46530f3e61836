package org.i3d4j.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.config.DatasetType;
import org.i3d4j.error.DatasetException;

/** Tells from a folder what kind of data set lies in it, and which splits it has. */
final class DatasetLayouts {
    private static final List<String> USUAL_SPLITS = List.of("train", "val", "test");

    /** The first one that holds decides: what has lists of its own comes before mere folders. */
    private static final List<Rule> RULES = List.of(
            new Rule(DatasetType.KINETIC400, entry -> name(entry).matches("kinetics-\\d+_\\w+\\.csv")),
            new Rule(DatasetType.CLASS_FOLDERS, entry -> Files.isDirectory(entry) && !hidden(entry)));

    private DatasetLayouts() {}

    /** A kind of data set and the entry of its root that gives it away. */
    private record Rule(DatasetType type, Predicate<Path> sign) {}

    /**
     * The kind of data set in {@code root}.
     *
     * @throws DatasetException if the folder can't be read or nothing is recognized
     */
    static DatasetType recognize(Path root) {
        List<Path> entries = entries(root);
        return RULES.stream()
                .filter(rule -> entries.stream().anyMatch(rule.sign()))
                .map(Rule::type)
                .findFirst()
                .orElseThrow(() -> new DatasetException(root
                        + ": holds no data set that can be recognized; name its kind with --type, one of " + types()));
    }

    /** Every kind's name in configurations. */
    static String types() {
        return Arrays.stream(DatasetType.values()).map(DatasetType::yamlName).collect(Collectors.joining(", "));
    }

    /** The usual splits that anything in {@code root} is named after; none for a data set without splits. */
    static List<String> splits(Path root) {
        List<Path> entries = entries(root);
        return USUAL_SPLITS.stream()
                .filter(split -> entries.stream().anyMatch(entry -> name(entry).contains(split)))
                .toList();
    }

    private static List<Path> entries(Path root) {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(root + ": no such folder");
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new DatasetException(root + ": the folder can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean hidden(Path entry) {
        return name(entry).startsWith(".");
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
