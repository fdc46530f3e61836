package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.i3d4j.error.DatasetException;

/**
 * A split of the Kinetics layout: {@code ROOT/kinetics-400_SPLIT.csv} and
 * {@code ROOT/SPLIT/ID_START_END.mp4}, times in six digits. The folder is never written to.
 */
public final class KineticsDataset implements VideoDataset {
    private final ClassNames classNames;
    private final List<VideoSample> samples;
    private final List<SkippedVideo> skipped;
    private final String description;

    private KineticsDataset(
            ClassNames classNames, List<VideoSample> samples, List<SkippedVideo> skipped, String description) {
        this.classNames = classNames;
        this.samples = List.copyOf(samples);
        this.skipped = List.copyOf(skipped);
        this.description = description;
    }

    /**
     * Reads the lists of a split and looks which of its videos are there; the others are skipped. Classes are those of
     * the training list whatever the split. The list of the split {@code test} may lack labels.
     *
     * @param order how classes are numbered
     * @throws DatasetException if a list or the folder is missing or broken, a label is not among the classes, or no
     *     listed video is there
     */
    public static KineticsDataset open(Path root, String split, ClassOrder order) {
        KineticsClasses classes = KineticsClasses.read(root, order);
        KineticsList list = KineticsList.read(list(root, split), !split.equals("test"));
        Path folder = root.resolve(split);
        Set<String> present = fileNames(folder);
        List<VideoSample> samples = new ArrayList<>();
        List<SkippedVideo> skipped = new ArrayList<>();
        for (KineticsList.Row row : list.rows()) {
            int label = label(list.file(), row, classes);
            Path file = folder.resolve(row.fileName());
            if (present.contains(row.fileName())) {
                samples.add(new VideoSample(file, label));
            } else {
                skipped.add(new SkippedVideo(file, "listed in " + list.file().getFileName() + ", but missing"));
            }
        }
        if (samples.isEmpty()) {
            throw nothingLeft(list, folder, skipped);
        }
        String description = "Kinetics layout in " + root + ", split " + split + ": " + samples.size() + " videos, "
                + skipped.size() + " missing, " + classes.names().size() + " classes numbered " + classes.order();
        return new KineticsDataset(classes.names(), samples, skipped, description);
    }

    /** The list of a split. */
    static Path list(Path root, String split) {
        return root.resolve("kinetics-400_" + split + ".csv");
    }

    /** One listing instead of a question per video: a split has hundreds of thousands, often on a network disk. */
    private static Set<String> fileNames(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + ": no such folder; the Kinetics layout has the split's videos there");
        }
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (IOException e) {
            throw new DatasetException(
                    folder + ": the folder of the split's videos can't be read: " + e.getMessage(), e);
        }
        return names;
    }

    private static int label(Path csv, KineticsList.Row row, KineticsClasses classes) {
        if (row.label().isEmpty()) {
            return VideoSample.UNLABELLED;
        }
        String name = row.label().get();
        return classes.names()
                .label(name)
                .orElseThrow(() -> new DatasetException(csv + ":" + row.line() + ": label '" + name
                        + "' is not among the " + classes.names().size() + " classes, numbered " + classes.order()));
    }

    private static DatasetException nothingLeft(KineticsList list, Path folder, List<SkippedVideo> skipped) {
        if (skipped.isEmpty()) {
            return new DatasetException(list.file() + ": lists no videos");
        }
        return new DatasetException(folder + ": none of the " + skipped.size() + " videos listed in " + list.file()
                + " is here; the first would be " + skipped.get(0).file().getFileName());
    }

    @Override
    public ClassNames classNames() {
        return classNames;
    }

    @Override
    public List<VideoSample> samples() {
        return samples;
    }

    @Override
    public List<SkippedVideo> skipped() {
        return skipped;
    }

    @Override
    public String description() {
        return description;
    }
}
