package org.i3d4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.IoReason;

/**
 * A split of HMDB-51 as published: a folder per class with its videos, and for each class and fold a file
 * {@code CLASS_test_split1.txt} with lines {@code VIDEO.avi 1}: 1 for training, 2 for tests, 0 for neither.
 */
public final class Hmdb51Dataset {
    private static final Pattern VIDEO = Pattern.compile("([^/\\\\]*[^/\\\\\\s])\\s+([012])");

    private Hmdb51Dataset() {}

    /**
     * Reads the lists of all classes and looks which videos are there; the others are skipped.
     *
     * @param split {@code train}; {@code val} and {@code test} both are the videos for tests
     * @param fold which of the published splits, from 1 to 3
     * @throws DatasetException if the lists are missing or broken, or no listed video is there
     */
    public static ListedDataset open(Path root, String split, int fold) {
        SortedMap<String, Path> lists = lists(root, fold);
        ClassNames classes = ClassNames.of(List.copyOf(lists.keySet()));
        String wanted = split.equals("train") ? "1" : "2";
        SampleCollector collector =
                new SampleCollector(new StoredVideos(DatasetPlaces.of(root, "hmdb51_org", "hmdb51", "videos")));
        for (Map.Entry<String, Path> list : lists.entrySet()) {
            int label = classes.label(list.getKey()).orElseThrow();
            collect(list.getKey(), label, list.getValue(), wanted, collector);
        }
        String layout = "HMDB-51 in " + root + ", split " + split + " (fold " + fold + ")";
        return collector.finish(root, layout, classes, "numbered alphabetically", false);
    }

    private static void collect(String name, int label, Path list, String wanted, SampleCollector collector) {
        for (ListText.Line line : ListText.lines(list, "a list of HMDB-51 with lines 'VIDEO.avi 1'")) {
            ListedAt at = new ListedAt(list, line.number());
            Matcher video = VIDEO.matcher(line.text());
            if (!video.matches()) {
                throw at.error("found '" + line.text() + "'; expected VIDEO.avi and 0, 1 or 2");
            }
            if (video.group(2).equals(wanted)) {
                collector.add(at, List.of(name + "/" + video.group(1)), List.of(label));
            }
        }
    }

    /** The list of each class, by its name. */
    private static SortedMap<String, Path> lists(Path root, int fold) {
        String ending = "_test_split" + fold + ".txt";
        SortedMap<String, Path> lists = new TreeMap<>();
        for (Path place :
                DatasetPlaces.of(root, "testTrainMulti_7030_splits", "test_train_splits", "splits", "annotations")) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> name(file).endsWith(ending) && !name(file).startsWith("."))
                        .forEach(file -> lists.putIfAbsent(
                                name(file).substring(0, name(file).length() - ending.length()), file));
            } catch (IOException e) {
                throw new DatasetException(place + ": the folder can't be read: " + IoReason.of(e), e);
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
