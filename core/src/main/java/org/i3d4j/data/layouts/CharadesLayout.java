package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.CharadesList;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.DatasetException;

/**
 * Charades as published: {@code Charades_v1_train.csv}, {@code Charades_v1_test.csv} and videos {@code ID.mp4}. A video has
 * all the classes that occur in it, or none; when they occur is not used.
 *
 * @param split {@code train}; {@code val} and {@code test} both are the list of tests
 */
public record CharadesLayout(Path root, String split) implements SplitLayout {
    /** Where {@code Charades_v1_classes.txt} is missing. */
    private static final int CLASSES = 157;

    private static final Pattern CLASS = Pattern.compile("(c\\d{3})\\s+(\\S.*)");

    /** Codes of classes, and what they are called. */
    private record Classes(List<String> codes, ClassNumbering numbering) {}

    @Override
    public ClassNumbering classes() {
        return coded().numbering();
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        Classes own = coded();
        String file = "Charades_v1_" + (split.equals("train") ? "train" : "test") + ".csv";
        CharadesList list = CharadesList.read(DatasetPlaces.expect(listPlaces(), List.of(file)));
        List<Path> videoPlaces = DatasetPlaces.of(root, "Charades_v1_480", "Charades_v1", "videos", "Charades_v1_rgb");
        SampleCollector collector = new SampleCollector(new StoredVideos(videoPlaces), numbering);
        for (CharadesList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            collector.row(
                    at, () -> collector.add(at, List.of(row.id() + ".mp4"), labels(row.actions(), own, collector)));
        }
        collector.addFaults(list.faults());
        return collector.finish(list.file(), "Charades in " + root + ", split " + split, true);
    }

    private static List<Integer> labels(List<String> actions, Classes own, SampleCollector collector) throws FaultyRow {
        List<Integer> labels = new ArrayList<>();
        for (String action : actions) {
            int code = own.codes().indexOf(action);
            labels.add(
                    collector.label(code < 0 ? action : own.numbering().names().name(code)));
        }
        return labels;
    }

    private List<Path> listPlaces() {
        return DatasetPlaces.of(root, "Charades", "annotations");
    }

    private Classes coded() {
        Optional<Path> file = DatasetPlaces.find(listPlaces(), List.of("Charades_v1_classes.txt"));
        if (file.isPresent()) {
            return read(file.get());
        }
        List<String> codes = IntStream.range(0, CLASSES)
                .mapToObj(number -> String.format(Locale.ROOT, "c%03d", number))
                .toList();
        return new Classes(codes, new ClassNumbering(ClassNames.of(codes), "numbered c000 to c156"));
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
        return new Classes(
                List.copyOf(codes), new ClassNumbering(ClassNames.of(names), "numbered as in " + file.getFileName()));
    }
}
