package org.i3d4j.data.layouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;

/**
 * HMDB-51 as published: a folder per class with its videos, and for each class and fold a file
 * {@code CLASS_test_split1.txt} with lines {@code VIDEO.avi 1}: 1 for training, 2 for tests, 0 for neither.
 *
 * @param split {@code train}; {@code val} and {@code test} both are the videos for tests
 * @param fold which of the published splits, from 1 to 3
 */
public record Hmdb51Layout(Path root, String split, int fold) implements SplitLayout {
    private static final Pattern VIDEO = Pattern.compile("([^/\\\\]*[^/\\\\\\s])\\s+([012])");

    @Override
    public ClassNumbering classes() {
        return new ClassNumbering(ClassNames.of(List.copyOf(lists().keySet())), "numbered alphabetically");
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        StoredVideos videos = new StoredVideos(DatasetPlaces.of(root, "hmdb51_org", "hmdb51", "videos"));
        SampleCollector collector = new SampleCollector(videos, numbering);
        lists().forEach((name, list) -> collect(name, list, collector));
        String layout = "HMDB-51 in " + root + ", split " + split + " (fold " + fold + ")";
        return collector.finish(root, layout, false);
    }

    private void collect(String name, Path list, SampleCollector collector) {
        String wanted = split.equals("train") ? "1" : "2";
        for (ListText.Line line : ListText.lines(list, "a list of HMDB-51 with lines 'VIDEO.avi 1'")) {
            ListedAt at = new ListedAt(list, line.number());
            collector.row(at, () -> {
                Matcher video = VIDEO.matcher(line.text());
                if (!video.matches()) {
                    throw new FaultyRow("found '" + line.text() + "'; expected VIDEO.avi and 0, 1 or 2");
                }
                if (video.group(2).equals(wanted)) {
                    collector.add(at, List.of(name + "/" + video.group(1)), List.of(collector.label(name)));
                }
            });
        }
    }

    /** The list of each class, by its name. */
    private SortedMap<String, Path> lists() {
        String ending = "_test_split" + fold + ".txt";
        SortedMap<String, Path> lists = new TreeMap<>();
        for (Path place :
                DatasetPlaces.of(root, "testTrainMulti_7030_splits", "test_train_splits", "splits", "annotations")) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> name(file).endsWith(ending) && !name(file).startsWith("."))
                        .forEach(file -> lists.putIfAbsent(
                                name(file).substring(0, name(file).length() - ending.length()), file));
            } catch (IOException e) {
                throw new DatasetException(place + ": the folder can't be read: " + IoReason.of(e, place), e);
            }
        }
        if (lists.isEmpty()) {
            throw new DatasetException(root + ": holds no lists of HMDB-51; expected CLASS" + ending
                    + " for every class, here or in testTrainMulti_7030_splits, splits or annotations");
        }
        return lists;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
