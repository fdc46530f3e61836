package org.i3d4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.data.lists.CharadesList;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.error.DatasetException;

/**
 * A split of Charades as published: {@code Charades_v1_train.csv}, {@code Charades_v1_test.csv} and videos
 * {@code ID.mp4}. A video has all the classes that occur in it, or none; when they occur is not used.
 */
public final class CharadesDataset {
    /** Where {@code Charades_v1_classes.txt} is missing. */
    private static final int CLASSES = 157;

    private static final Pattern CLASS = Pattern.compile("(c\\d{3})\\s+(\\S.*)");

    private CharadesDataset() {}

    /** Codes of classes, and what they are called. */
    private record Classes(List<String> codes, ClassNames names, String order) {}

    /**
     * Reads the list of a split and looks which videos are there; the others are skipped.
     *
     * @param split {@code train}; {@code val} and {@code test} both are the list of tests
     * @throws DatasetException if a list is missing or broken, an action is not among the classes, or no listed video is
     *     there
     */
    public static ListedDataset open(Path root, String split) {
        List<Path> places = DatasetPlaces.of(root, "Charades", "annotations");
        Classes classes = classes(places);
        String file = "Charades_v1_" + (split.equals("train") ? "train" : "test") + ".csv";
        CharadesList list = CharadesList.read(DatasetPlaces.expect(root, places, List.of(file)));
        List<Path> videoPlaces = DatasetPlaces.of(root, "Charades_v1_480", "Charades_v1", "videos", "Charades_v1_rgb");
        SampleCollector collector = new SampleCollector(new StoredVideos(videoPlaces));
        for (CharadesList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            List<Integer> labels = row.actions().stream()
                    .map(action -> label(at, action, classes))
                    .toList();
            collector.add(at, List.of(row.id() + ".mp4"), labels);
        }
        String layout = "Charades in " + root + ", split " + split;
        return collector.finish(list.file(), layout, classes.names(), classes.order(), true);
    }

    private static int label(ListedAt at, String action, Classes classes) {
        int label = classes.codes().indexOf(action);
        if (label < 0) {
            throw at.unknownClass(action, classes.names(), classes.order());
        }
        return label;
    }

    private static Classes classes(List<Path> places) {
        Optional<Path> file = DatasetPlaces.find(places, List.of("Charades_v1_classes.txt"));
        if (file.isPresent()) {
            return read(file.get());
        }
        List<String> codes = IntStream.range(0, CLASSES)
                .mapToObj(number -> String.format(Locale.ROOT, "c%03d", number))
                .toList();
        return new Classes(codes, ClassNames.of(codes), "numbered c000 to c156");
    }

    private static Classes read(Path file) {
        List<String> codes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ListText.Line line : ListText.lines(file, "the classes of Charades")) {
            Matcher matcher = CLASS.matcher(line.text());
            if (!matcher.matches() || codes.contains(matcher.group(1)) || names.contains(matcher.group(2))) {
                throw new DatasetException(file + ":" + line.number() + ": found '" + line.text()
                        + "'; expected a code and a name that are new, as 'c000 Holding some clothes'");
            }
            codes.add(matcher.group(1));
            names.add(matcher.group(2));
        }
        return new Classes(List.copyOf(codes), ClassNames.of(names), "numbered as in " + file.getFileName());
    }
}
