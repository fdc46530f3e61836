package org.i3d4j.data.layouts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.stored.FileKind;
import org.i3d4j.data.stored.FolderEntries;
import org.i3d4j.data.stored.FoundVideos;
import org.i3d4j.data.stored.PassedOver;
import org.i3d4j.data.stored.UnknownFiles;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;
import org.i3d4j.text.Counted;

/**
 * A folder per class with its videos, in folders below it too: {@code ROOT/SPLIT/CLASS/VIDEO.mp4}, or
 * {@code ROOT/CLASS/VIDEO.mp4} for a data set without splits. Classes are numbered alphabetically, those of
 * {@code ROOT/train} where that is there, so that all splits number them alike.
 */
public record ClassFoldersLayout(Path root, String split) implements SplitLayout {
    private static final String TRAIN = "train";
    private static final List<String> SPLITS = List.of(TRAIN, "val", "test");

    @Override
    public ClassNumbering classes() {
        return new ClassNumbering(
                ClassNames.of(FolderEntries.folders(namingFolder()).stream()
                        .map(ClassFoldersLayout::name)
                        .toList()),
                "numbered alphabetically");
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        Path folder = splitFolder();
        Contents contents = new Contents(folder, new ClassLookup(numbering, "class"));
        FolderEntries.of(folder).forEach(contents::add);
        if (folder.equals(namingFolder()) && numbering.names().equals(classes().names())) {
            contents.requireClasses();
        }
        return contents.dataset();
    }

    private Path namingFolder() {
        Path folder = splitFolder();
        Path train = root.resolve(TRAIN);
        return folder.equals(root) || !Files.isDirectory(train) ? folder : train;
    }

    private Path splitFolder() {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(root + ": no such folder");
        }
        Path folder = root.resolve(split);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        for (String other : SPLITS) {
            if (Files.isDirectory(root.resolve(other))) {
                throw new DatasetException(folder + ": no such folder, though there is " + root.resolve(other)
                        + "; add the split, or ask for another");
            }
        }
        return root;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** What was found in the folder of a split. */
    private static final class Contents {
        private final Path folder;
        private final ClassLookup classes;
        private final List<VideoSample> samples = new ArrayList<>();
        private final List<SkippedVideo> skipped = new ArrayList<>();
        private final List<ListFault> faults = new ArrayList<>();
        private final PassedOver passedOver = new PassedOver();
        private final UnknownFiles unknown = new UnknownFiles();
        private int below;

        Contents(Path folder, ClassLookup classes) {
            this.folder = folder;
            this.classes = classes;
        }

        void add(Path entry) {
            Optional<String> unreachable = FolderEntries.unreachable(entry);
            if (unreachable.isPresent()) {
                skipped.add(new SkippedVideo(entry, unreachable.get()));
            } else if (Files.isDirectory(entry)) {
                addFolder(entry);
            } else {
                passedOver.add(entry, FileKind.of(entry) == FileKind.VIDEO ? " beside the folders of classes" : "");
            }
        }

        private void addFolder(Path entry) {
            FoundVideos found = FoundVideos.in(entry, unknown);
            passedOver.addAll(found.passedOver());
            found.unusable().forEach(file -> skipped.add(new SkippedVideo(file.file(), file.reason())));
            below += found.below();
            if (!found.videos().isEmpty()) {
                addClass(entry, found.videos());
            }
        }

        private void addClass(Path classFolder, List<Path> videos) {
            try {
                int label = classes.label(name(classFolder));
                videos.forEach(file -> samples.add(new VideoSample(file, label)));
            } catch (FaultyRow e) {
                faults.add(
                        new ListFault(classFolder, 0, e.getMessage() + "; rename the folder, or train on the class"));
            }
        }

        /** Refuses what is one folder too high: all classes would pass for one. */
        void requireClasses() {
            if (!samples.isEmpty()
                    && below == samples.size()
                    && samples.stream().map(VideoSample::label).distinct().count() == 1) {
                Path only = folder.relativize(samples.get(0).file()).getName(0);
                throw new DatasetException(folder + ": what there is, " + Counted.of(below, "video")
                        + ", lies in folders below one class, '" + only
                        + "'; expected a folder per class. If the folders in " + folder.resolve(only)
                        + " are the classes, that is the folder to name");
            }
        }

        ListedDataset dataset() {
            if (samples.isEmpty() && skipped.isEmpty() && faults.isEmpty()) {
                throw new DatasetException(folder + ": holds no videos; expected a folder per class with videos, .npy"
                        + " clips or folders of frames in it" + (passedOver.isEmpty() ? "" : "; " + passedOver));
            }
            String description = "class folders in " + folder + ": " + Counted.of(samples.size(), "video")
                    + (below > 0 ? " (" + below + " in folders below those of classes)" : "")
                    + (skipped.isEmpty() ? "" : ", " + skipped.size() + " missing") + ", "
                    + Counted.of(classes.numbering().names().size(), "class") + " "
                    + classes.numbering().order() + (passedOver.isEmpty() ? "" : "; " + passedOver);
            return new ListedDataset(
                    classes.numbering().names(), samples, skipped, faults, classes.notes(), folder, description, false);
        }
    }
}
