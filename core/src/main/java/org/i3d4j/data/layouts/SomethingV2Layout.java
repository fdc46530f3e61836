package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.NumberedNames;
import org.i3d4j.data.lists.SomethingList;
import org.i3d4j.data.stored.StoredVideos;

/**
 * Something-Something v2 as published: lists in JSON, {@code train.json} or {@code something-something-v2-train.json},
 * {@code labels.json} with the numbers of classes, and videos {@code ID.webm}. Videos without label are skipped but in the
 * split {@code test}.
 *
 * @param split {@code val} is the list {@code validation}
 */
public record SomethingV2Layout(Path root, String split) implements SplitLayout {
    private static final String PREFIX = "something-something-v2-";

    @Override
    public ClassNumbering classes() {
        Path labels = file("labels");
        return new ClassNumbering(
                ClassNames.of(NumberedNames.read(labels, "It comes with the data set")),
                "numbered as in " + labels.getFileName());
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        boolean labelled = !split.equals("test");
        SomethingList list = SomethingList.read(file(split.equals("val") ? "validation" : split));
        StoredVideos videos = new StoredVideos(DatasetPlaces.of(root, "20bn-something-something-v2", "videos"));
        SampleCollector collector = new SampleCollector(videos, numbering);
        for (SomethingList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            String name = row.id() + ".webm";
            collector.row(at, () -> {
                if (labelled && row.className().isEmpty()) {
                    collector.skipWithoutLabel(at, name);
                } else {
                    collector.add(at, List.of(name), labels(row, collector));
                }
            });
        }
        collector.addFaults(list.faults());
        return collector.finish(list.file(), "Something-Something v2 in " + root + ", split " + split, false);
    }

    private Path file(String name) {
        List<Path> places = DatasetPlaces.of(root, "labels", "annotations");
        return DatasetPlaces.expect(places, List.of(PREFIX + name + ".json", name + ".json"));
    }

    private static List<Integer> labels(SomethingList.Row row, SampleCollector collector) throws FaultyRow {
        return row.className().isPresent()
                ? List.of(collector.label(row.className().get()))
                : List.of();
    }
}
