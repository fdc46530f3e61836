package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;
import org.i3d4j.video.VideoExtensions;

/**
 * A folder per class with its videos: {@code ROOT/SPLIT/CLASS/VIDEO.mp4}, or {@code ROOT/CLASS/VIDEO.mp4} for a data set
 * without splits. Classes are numbered alphabetically; hidden files and files of other kinds are passed over.
 */
public final class ClassFoldersDataset implements VideoDataset {
    private static final List<String> SPLITS = List.of("train", "val", "test");

    private final ClassNames classNames;
    private final List<VideoSample> samples;
    private final String description;

    private ClassFoldersDataset(ClassNames classNames, List<VideoSample> samples, String description) {
        this.classNames = classNames;
        this.samples = List.copyOf(samples);
        this.description = description;
    }

    /**
     * Lists the videos of a split. Classes are the folders of {@code ROOT/train} where that is there, so that all splits
     * number them alike.
     *
     * @throws DatasetException if the root or the split is missing, a class is not among those of {@code train}, or
     *     there is no video
     */
    public static ClassFoldersDataset open(Path root, String split) {
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
            throw new DatasetException(
                    folder + ": holds no videos; expected a folder per class with videos (" + extensions() + ") in it");
        }
        String description = "class folders in " + folder + ": " + samples.size() + " videos, " + classes.size()
                + " classes numbered alphabetically";
        return new ClassFoldersDataset(classes, samples, description);
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
        return list(classFolder).stream()
                .filter(file -> VideoExtensions.isVideo(file) && Files.isRegularFile(file))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted(Comparator.comparing(ClassFoldersDataset::name))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": the folder can't be read: " + e.getMessage(), e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String extensions() {
        return String.join(", ", VideoExtensions.ALL.stream().sorted().toList());
    }

    @Override
    public ClassNames classNames() {
        return classNames;
    }

    @Override
    public List<VideoSample> samples() {
        return samples;
    }

    /** Always empty: what is not there is not listed. */
    @Override
    public List<SkippedVideo> skipped() {
        return List.of();
    }

    @Override
    public String description() {
        return description;
    }
}
