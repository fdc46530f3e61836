package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.i3d4j.data.lists.PathLabelList;
import org.i3d4j.error.DatasetException;

/**
 * A plain list of videos per split, {@code SPLIT.txt} or {@code SPLIT.csv}, with lines {@code path label}: see
 * {@link PathLabelList}. Paths are relative to the root of the data set, or absolute.
 */
public final class FileListDataset {
    private static final String SPLIT = "{split}";

    private FileListDataset() {}

    /**
     * Reads the list of a split and looks which videos are there; the others are skipped, so are those without label but
     * in the split {@code test}. Classes are those of {@code classes.txt}, else of the training list if there is one,
     * else of the list itself.
     *
     * @param listName the list's file, relative to the root; {@code {split}} in it stands for the split; empty for
     *     {@code SPLIT.txt} or {@code SPLIT.csv}
     * @param order how classes are numbered if labels are names
     * @throws DatasetException if a list is missing or broken, a label is not among the classes, or no listed video is
     *     there
     */
    public static ListedDataset open(Path root, String split, String listName, ClassOrder order) {
        List<Path> places = DatasetPlaces.of(root);
        Path listFile = DatasetPlaces.expect(root, places, names(listName, split));
        PathLabelList list = PathLabelList.read(listFile);
        ListClasses classes = ListClasses.read(root, training(places, listName, list), order);
        SampleCollector collector = new SampleCollector(new StoredVideos(places));
        for (PathLabelList.Row row : list.rows()) {
            ListedAt at = new ListedAt(listFile, row.line());
            if (split.equals("test") && collector.find(at, List.of(row.whole())).isPresent()) {
                collector.add(at, List.of(row.whole()), List.of());
            } else if (row.label().isPresent()) {
                collector.add(
                        at, stored(row), List.of(classes.label(at, row.label().get())));
            } else {
                collector.skipWithoutLabel(at, row.path());
            }
        }
        String layout = "list " + listFile + ", split " + split;
        return collector.finish(listFile, layout, classes.names(), classes.order(), false);
    }

    private static List<String> names(String listName, String split) {
        return listName.isBlank() ? List.of(split + ".txt", split + ".csv") : List.of(listName.replace(SPLIT, split));
    }

    /** The list whose labels are the classes. */
    private static PathLabelList training(List<Path> places, String listName, PathLabelList list) {
        List<String> names = names(listName.contains(SPLIT) ? listName : "", "train");
        Optional<Path> training = DatasetPlaces.find(places, names).filter(file -> !file.equals(list.file()));
        return training.map(PathLabelList::read).orElse(list);
    }

    private static List<String> stored(PathLabelList.Row row) {
        return Stream.concat(Stream.of(row.path()), row.folder().stream()).toList();
    }
}
