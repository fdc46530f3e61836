package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;
import org.i3d4j.video.PictureSequence;
import org.i3d4j.video.VideoExtensions;

/**
 * A folder per class with its videos: {@code ROOT/SPLIT/CLASS/VIDEO.mp4}, or {@code ROOT/CLASS/VIDEO.mp4} for a data set
 * without splits. Folders of frames and {@code .npy} clips are videos too, unless a video file of that name lies beside
 * them. Classes are numbered alphabetically; hidden files and files of other kinds are passed over.
 */
public final class ClassFoldersDataset {
    private static final List<String> SPLITS = List.of("train", "val", "test");

    private ClassFoldersDataset() {}

    /**
     * Lists the videos of a split. Classes are the folders of {@code ROOT/train} where that is there, so that all splits
     * number them alike.
     *
     * @throws DatasetException if the root or the split is missing, a class is not among those of {@code train}, or
     *     there is no video
     */
    public static ListedDataset open(Path root, String split) {
        Path folder = splitFolder(root, split);
        Path train = root.resolve("train");
        Path namingFolder = folder.equals(root) || !Files.isDirectory(train) ? folder : train;
        ClassNames classes = ClassNames.of(
                folders(namingFolder).stream().map(ClassFoldersDataset::name).toList());
        List<VideoSample> samples = new ArrayList<>();
        for (Path classFolder : folders(folder)) {
            int label = classes.label(name(classFolder))
                    .orElseThrow(() -> new DatasetException(classFolder + ": there is no class of that name among the "
                            + classes.size() + " folders of " + namingFolder));
            videos(classFolder).forEach(file -> samples.add(new VideoSample(file, label)));
        }
        if (samples.isEmpty()) {
            throw new DatasetException(folder + ": holds no videos; expected a folder per class with videos ("
                    + extensions() + "), .npy clips or folders of frames in it");
        }
        String description = "class folders in " + folder + ": " + samples.size() + " videos, " + classes.size()
                + " classes numbered alphabetically";
        return new ListedDataset(classes, samples, List.of(), description, false);
    }

    private static Path splitFolder(Path root, String split) {
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

    private static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> videos(Path classFolder) {
        List<Path> entries = list(classFolder);
        Set<String> videoStems = entries.stream()
                .filter(VideoExtensions::isVideo)
                .map(file -> StoredVideos.stem(name(file)))
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> VideoExtensions.isVideo(entry)
                        ? Files.isRegularFile(entry)
                        : isStored(entry) && !videoStems.contains(StoredVideos.stem(name(entry))))
                .toList();
    }

    private static boolean isStored(Path entry) {
        return Files.isDirectory(entry)
                ? PictureSequence.isIn(entry)
                : StoredVideos.isClip(entry) && Files.isRegularFile(entry);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted(Comparator.comparing(ClassFoldersDataset::name))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": the folder can't be read: " + IoReason.of(e), e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String extensions() {
        return String.join(", ", VideoExtensions.ALL.stream().sorted().toList());
    }
}
