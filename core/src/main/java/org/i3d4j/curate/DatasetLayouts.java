package org.i3d4j.curate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.config.DatasetType;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;

/** Tells from a folder what kind of data set lies in it, and which splits it has. */
final class DatasetLayouts {
    private static final int MAX_HEADER_CHARS = 4096;
    private static final List<String> USUAL_SPLITS = List.of("train", "val", "test");

    /** Where downloads keep their lists, beside the root itself. */
    private static final List<String> LIST_FOLDERS = List.of(
            "annotations",
            "labels",
            "splits",
            "ucfTrainTestlist",
            "testTrainMulti_7030_splits",
            "test_train_splits",
            "Charades");

    /** The first one that holds decides: what has lists of its own comes before mere folders. */
    private static final List<Rule> RULES = List.of(
            new Rule(DatasetType.KINETIC400, List.of(), named("kinetics-400_\\w+\\.csv")),
            new Rule(DatasetType.KINETICS600, List.of(), named("kinetics-600_\\w+\\.csv")),
            new Rule(DatasetType.KINETICS700, List.of(), named("kinetics-700_\\w+\\.csv")),
            new Rule(DatasetType.CHARADES, List.of("train", "val"), named("Charades_v1_(train|test)\\.csv")),
            new Rule(DatasetType.UCF101, List.of("train", "val"), named("classInd\\.txt")),
            new Rule(DatasetType.HMDB51, List.of("train", "val"), named("\\w+_test_split\\d\\.txt")),
            new Rule(DatasetType.SOMETHING_V2, List.of(), named("(something-something-v2-)?labels\\.json")),
            new Rule(
                    DatasetType.KINETIC400,
                    List.of(),
                    named("(train|val\\w*|test)\\.csv")
                            .and(file -> firstLine(file).contains("youtube_id"))),
            new Rule(DatasetType.FILE_LIST, List.of(), named("(train|val|test)\\.(txt|csv)")),
            new Rule(
                    DatasetType.CLASS_FOLDERS,
                    List.of(),
                    entry -> Files.isDirectory(entry) && !name(entry).startsWith(".")));

    private DatasetLayouts() {}

    /**
     * A kind of data set.
     *
     * @param splits those it always has; empty if its lists' names tell
     * @param sign the entry that gives it away
     */
    private record Rule(DatasetType type, List<String> splits, Predicate<Path> sign) {}

    private static Predicate<Path> named(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return entry -> pattern.matcher(name(entry)).matches();
    }

    private static String firstLine(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            char[] start = new char[MAX_HEADER_CHARS];
            int length = lines.read(start);
            return length < 0
                    ? ""
                    : new String(start, 0, length).lines().findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * The kind of data set in {@code root}.
     *
     * @throws DatasetException if the folder can't be read or nothing is recognized
     */
    static DatasetType recognize(Path root) {
        return rule(root)
                .map(Rule::type)
                .orElseThrow(() -> new DatasetException(root + ": holds no data set that can be recognized; "
                        + Advice.NAME_DATASET_TYPE + ", one of " + types()));
    }

    private static Optional<Rule> rule(Path root) {
        List<Path> entries = entries(root);
        return RULES.stream()
                .filter(rule -> entries.stream().anyMatch(rule.sign()))
                .findFirst();
    }

    /** Every kind's name in configurations. */
    static String types() {
        return Arrays.stream(DatasetType.values()).map(DatasetType::yamlName).collect(Collectors.joining(", "));
    }

    /**
     * The splits of a data set: those its kind always has, else the usual ones that anything in it is named after; none
     * for a data set without splits.
     */
    static List<String> splits(Path root, String type) {
        List<String> always = RULES.stream()
                .filter(rule -> rule.type().yamlName().equals(type))
                .flatMap(rule -> rule.splits().stream())
                .distinct()
                .toList();
        if (!always.isEmpty()) {
            return always;
        }
        List<Path> entries = entries(root);
        return USUAL_SPLITS.stream()
                .filter(split -> entries.stream().anyMatch(entry -> name(entry).contains(split)))
                .toList();
    }

    /** What lies in the root and in folders of lists. */
    private static List<Path> entries(Path root) {
        List<Path> entries = new ArrayList<>(list(root));
        LIST_FOLDERS.stream()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .forEach(folder -> entries.addAll(list(folder)));
        return entries;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + ": no such folder");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": the folder can't be read: " + IoReason.of(e, folder), e);
        }
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
