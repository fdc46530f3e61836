package org.i3d4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.data.lists.KineticsList;
import org.i3d4j.error.DatasetException;

/**
 * A split of the Kinetics layout: {@code ROOT/kinetics-400_SPLIT.csv} and {@code ROOT/SPLIT/ID_START_END.mp4}, times in
 * six digits, or {@code ROOT/SPLIT/CLASS/ID_START_END.mp4}. The folder is never written to.
 */
public final class KineticsDataset {
    private KineticsDataset() {}

    /** A split of Kinetics-400: see the other method. */
    public static ListedDataset open(Path root, String split, ClassOrder order) {
        return open(root, split, order, KineticsEdition.KINETICS_400);
    }

    /**
     * Reads the lists of a split and looks which of its videos are there; the others are skipped, so are those listed
     * again and, in splits other than {@code test}, those without label. Classes are those of the training list whatever the split.
     *
     * @param order how classes are numbered
     * @throws DatasetException if a list or the folder is missing or broken, a label is not among the classes, or no
     *     listed video is there
     */
    public static ListedDataset open(Path root, String split, ClassOrder order, KineticsEdition edition) {
        boolean labelled = !split.equals("test");
        KineticsClasses classes = KineticsClasses.read(root, edition, order);
        KineticsList list = KineticsList.read(edition.list(root, split), labelled);
        Path folder = edition.folder(root, split);
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + ": no such folder; the Kinetics layout has the split's videos there");
        }
        SampleCollector collector = new SampleCollector(new StoredVideos(List.of(folder)));
        Map<String, Long> lines = new HashMap<>();
        for (KineticsList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            Long earlier = lines.putIfAbsent(row.fileName(), row.line());
            if (earlier != null) {
                collector.skipListedTwice(at, row.fileName(), earlier);
            } else if (labelled && row.label().isEmpty()) {
                collector.skipWithoutLabel(at, row.fileName());
            } else {
                collector.add(at, names(row), labels(at, row.label(), classes));
            }
        }
        String layout = "Kinetics layout in " + root + ", split " + split;
        return collector.finish(list.file(), layout, classes.names(), classes.order(), false);
    }

    /** Flat, or under the class, whose blanks some downloaders turn into underscores. */
    private static List<String> names(KineticsList.Row row) {
        Optional<String> label = row.label();
        return label.isEmpty()
                ? List.of(row.fileName())
                : List.of(
                        row.fileName(),
                        label.get() + "/" + row.fileName(),
                        label.get().replace(' ', '_') + "/" + row.fileName());
    }

    private static List<Integer> labels(ListedAt at, Optional<String> label, KineticsClasses classes) {
        if (label.isEmpty()) {
            return List.of();
        }
        return List.of(classes.names()
                .label(label.get())
                .orElseThrow(() -> at.unknownClass(label.get(), classes.names(), classes.order())));
    }
}
