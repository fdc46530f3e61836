package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.KineticsList;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.DatasetException;

/**
 * The Kinetics layout: {@code ROOT/kinetics-400_SPLIT.csv} and {@code ROOT/SPLIT/ID_START_END.mp4}, times in six digits, or
 * {@code ROOT/SPLIT/CLASS/ID_START_END.mp4}. Classes are those of the training list whatever the split. Videos listed again
 * are skipped, and in splits other than {@code test} those without label.
 *
 * @param order how classes are numbered
 */
public record KineticsLayout(Path root, String split, ClassOrder order, KineticsEdition edition)
        implements SplitLayout {

    /** Of Kinetics-400. */
    public KineticsLayout(Path root, String split, ClassOrder order) {
        this(root, split, order, KineticsEdition.KINETICS_400);
    }

    @Override
    public ClassNumbering classes() {
        return KineticsClasses.read(root, edition, order);
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        boolean labelled = !split.equals("test");
        KineticsList list = KineticsList.read(edition.list(root, split), labelled);
        Path folder = edition.folder(root, split);
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + ": no such folder; the Kinetics layout has the split's videos there");
        }
        StoredVideos videos = new StoredVideos(List.of(folder));
        Set<String> labels =
                list.rows().stream().flatMap(row -> row.label().stream()).collect(Collectors.toSet());
        SpelledFolders folders = new SpelledFolders(labels, videos.names());
        SampleCollector collector = new SampleCollector(videos, numbering);
        Map<String, Long> lines = new HashMap<>();
        for (KineticsList.Row row : list.rows()) {
            ListedAt at = new ListedAt(list.file(), row.line());
            Long earlier = lines.putIfAbsent(row.fileName(), row.line());
            if (earlier != null) {
                collector.row(at, () -> collector.skipListedTwice(at, row.fileName(), earlier));
            } else if (labelled && row.label().isEmpty()) {
                collector.row(at, () -> collector.skipWithoutLabel(at, row.fileName()));
            } else {
                collector.row(at, () -> collector.add(at, names(row, folders), labels(row, collector)));
            }
        }
        collector.addFaults(list.faults());
        return collector.finish(list.file(), "Kinetics layout in " + root + ", split " + split, false);
    }

    /** Flat, or under the class, however the tool that made its folder spells it. */
    private static List<String> names(KineticsList.Row row, SpelledFolders folders) {
        List<String> names = new ArrayList<>(List.of(row.fileName()));
        row.label().ifPresent(label -> folders.of(label).forEach(folder -> names.add(folder + "/" + row.fileName())));
        return names;
    }

    private static List<Integer> labels(KineticsList.Row row, SampleCollector collector) throws FaultyRow {
        return row.label().isPresent() ? List.of(collector.label(row.label().get())) : List.of();
    }
}
