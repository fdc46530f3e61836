package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.config.ClassOrder;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.stored.StoredVideos;
import org.jspecify.annotations.Nullable;

/**
 * A plain list of videos per split, {@code SPLIT.txt} or {@code SPLIT.csv}, with lines {@code path label}: see
 * {@link org.i3d4j.data.lists.PathLabelList}. Paths are relative to the root of the data set, or absolute. Classes are those
 * of {@code classes.txt}, else of the training list that goes with this one, else of the list itself. Videos without label
 * are skipped but in the split {@code test}, or where they can have any number of labels.
 */
public final class FileListLayout implements SplitLayout {
    private static final String SPLIT = "{split}";

    private final Path root;
    private final String split;
    private final String listName;
    private final ClassOrder order;
    private final boolean multiLabel;
    private final StoredVideos videos;
    /** Read once: classes and videos are in it. */
    private @Nullable FileRows rows;

    /**
     * Reads nothing yet.
     *
     * @param listName the list's file, relative to the root; {@code {split}} in it stands for the split; empty for
     *     {@code SPLIT.txt} or {@code SPLIT.csv}
     * @param order how classes are numbered if labels are names
     * @param multiLabel whether a video may have several labels, or none
     * @throws org.i3d4j.error.DatasetException if the root is no folder
     */
    public FileListLayout(Path root, String split, String listName, ClassOrder order, boolean multiLabel) {
        this.root = root;
        this.split = split;
        this.listName = listName;
        this.order = order;
        this.multiLabel = multiLabel;
        this.videos = new StoredVideos(DatasetPlaces.of(root));
    }

    @Override
    public ClassNumbering classes() {
        return names().orElseGet(() -> ListClasses.labelled(trainingRows(), order));
    }

    /** Those of the file of names, if there is one. */
    private Optional<ClassNumbering> names() {
        Path file = root.resolve(ListClasses.NAMES_FILE);
        return Files.exists(file) ? Optional.of(ListClasses.named(file)) : Optional.empty();
    }

    private FileRows trainingRows() {
        Path own = listFile();
        return trainingList().filter(file -> !file.equals(own)).map(this::read).orElseGet(this::rows);
    }

    /** A list that is named outright has no other that it goes with, whatever lies beside it. */
    private Optional<Path> trainingList() {
        return listName.isBlank() || listName.contains(SPLIT)
                ? DatasetPlaces.find(List.of(root), names("train"))
                : Optional.empty();
    }

    private Path listFile() {
        return DatasetPlaces.expect(List.of(root), names(split));
    }

    private List<String> names(String ofSplit) {
        return listName.isBlank()
                ? List.of(ofSplit + ".txt", ofSplit + ".csv")
                : List.of(listName.replace(SPLIT, ofSplit));
    }

    private FileRows read(Path file) {
        return FileRows.read(file, videos, multiLabel ? FieldReading.SEVERAL_LABELS : FieldReading.ONE_LABEL);
    }

    private FileRows rows() {
        FileRows read = rows;
        if (read == null) {
            read = read(listFile());
            rows = read;
        }
        return read;
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        Optional<ClassNumbering> names = names();
        SampleCollector collector = new SampleCollector(videos, numbering);
        FileRows listed = rows();
        collector.addFaults(listed.faults());
        for (FileRows.Row row : listed.rows()) {
            collector.row(row.at(), () -> {
                if (row.labels().isEmpty() && !multiLabel && !split.equals("test")) {
                    collector.skipWithoutLabel(row.at(), row.path());
                } else {
                    collector.add(row.at(), row.path(), row.stored(), labels(row, names, collector));
                }
            });
        }
        return collector.finish(listed.list(), "list " + listed.list() + ", split " + split, multiLabel);
    }

    private static List<Integer> labels(FileRows.Row row, Optional<ClassNumbering> names, SampleCollector collector)
            throws FaultyRow {
        List<Integer> labels = new ArrayList<>();
        for (String label : row.labels()) {
            labels.add(collector.label(ListClasses.name(label, names, collector.numbering())));
        }
        return labels;
    }
}
