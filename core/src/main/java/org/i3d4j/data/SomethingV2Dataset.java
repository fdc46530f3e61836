package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.lists.NumberedNames;
import org.i3d4j.data.lists.SomethingList;

/**
 * A split of Something-Something v2 as published: lists in JSON, {@code train.json} or
 * {@code something-something-v2-train.json}, {@code labels.json} with the numbers of classes, and videos {@code ID.webm}.
 */
public final class SomethingV2Dataset {
    private static final String PREFIX = "something-something-v2-";

    private SomethingV2Dataset() {}

    /**
     * Reads the list of a split and looks which videos are there; the others are skipped, so are those without label but
     * in the split {@code test}.
     *
     * @param split {@code val} is the list {@code validation}
     * @throws org.i3d4j.error.DatasetException if a list is missing or broken, a label is not among the classes, or no
     *     listed video is there
     */
    public static ListedDataset open(Path root, String split) {
        boolean labelled = !split.equals("test");
        List<Path> places = DatasetPlaces.of(root, "labels", "annotations");
        Path labels = file(root, places, "labels");
        ClassNames classes = ClassNames.of(NumberedNames.read(labels, "It comes with the data set"));
        SomethingList list = SomethingList.read(file(root, places, split.equals("val") ? "validation" : split));
        SampleCollector collector =
                new SampleCollector(new StoredVideos(DatasetPlaces.of(root, "20bn-something-something-v2", "videos")));
        for (SomethingList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            String name = row.id() + ".webm";
            if (labelled && row.className().isEmpty()) {
                collector.skipWithoutLabel(at, name);
            } else {
                collector.add(at, List.of(name), label(at, row.className(), classes));
            }
        }
        String layout = "Something-Something v2 in " + root + ", split " + split;
        String order = "numbered as in " + labels.getFileName();
        return collector.finish(list.file(), layout, classes, order, false);
    }

    private static Path file(Path root, List<Path> places, String name) {
        return DatasetPlaces.expect(root, places, List.of(PREFIX + name + ".json", name + ".json"));
    }

    private static List<Integer> label(ListedAt at, Optional<String> name, ClassNames classes) {
        if (name.isEmpty()) {
            return List.of();
        }
        return List.of(classes.label(name.get())
                .orElseThrow(() -> at.unknownClass(name.get(), classes, "those of the list of labels")));
    }
}
