package org.i3d4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.error.DatasetException;

/**
 * A split of UCF-101 as published: a folder per class with {@code v_CLASS_g01_c01.avi}, {@code classInd.txt} with
 * {@code 1 CLASS}, {@code trainlist01.txt} with {@code CLASS/VIDEO.avi 1} and {@code testlist01.txt} with
 * {@code CLASS/VIDEO.avi}.
 */
public final class Ucf101Dataset {
    private static final Pattern CLASS = Pattern.compile("(\\d{1,4})\\s+(\\S.*)");
    private static final Pattern VIDEO = Pattern.compile("(([^/\\\\]+)/[^/\\\\]+?)(?:\\s+(\\d{1,4}))?");

    private Ucf101Dataset() {}

    /**
     * Reads the lists and looks which videos are there; the others are skipped.
     *
     * @param split {@code train}; {@code val} and {@code test} both are the list of tests
     * @param fold which of the published splits, from 1 to 3
     * @throws DatasetException if a list is missing or broken, or no listed video is there
     */
    public static ListedDataset open(Path root, String split, int fold) {
        List<Path> places = DatasetPlaces.of(root, "ucfTrainTestlist", "annotations");
        ClassNames classes = classes(DatasetPlaces.expect(root, places, List.of("classInd.txt")));
        String name = (split.equals("train") ? "trainlist0" : "testlist0") + fold + ".txt";
        Path list = DatasetPlaces.expect(root, places, List.of(name));
        StoredVideos videos = new StoredVideos(DatasetPlaces.of(root, "UCF-101", "videos"));
        SampleCollector collector = new SampleCollector(videos);
        for (ListText.Line line : ListText.lines(list, "a list of UCF-101 with lines CLASS/VIDEO.avi")) {
            ListedAt at = new ListedAt(list, line.number());
            Matcher video = VIDEO.matcher(line.text());
            if (!video.matches()) {
                throw at.error("found '" + line.text() + "'; expected CLASS/VIDEO.avi, with or without a number");
            }
            collector.add(at, List.of(video.group(1)), List.of(label(at, video, classes)));
        }
        String layout = "UCF-101 in " + root + ", split " + split + " (fold " + fold + ")";
        return collector.finish(list, layout, classes, "numbered as in classInd.txt", false);
    }

    private static int label(ListedAt at, Matcher video, ClassNames classes) {
        String name = video.group(2);
        int label = classes.label(name).orElseThrow(() -> at.unknownClass(name, classes, "those of classInd.txt"));
        String number = video.group(3);
        if (number != null && Integer.parseInt(number) != label + 1) {
            throw at.error("gives '" + name + "' the number " + number + "; in classInd.txt it has " + (label + 1));
        }
        return label;
    }

    private static ClassNames classes(Path file) {
        List<String> names = new ArrayList<>();
        for (ListText.Line line : ListText.lines(file, "the classes of UCF-101, with lines '1 ApplyEyeMakeup'")) {
            Matcher matcher = CLASS.matcher(line.text());
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != names.size() + 1) {
                throw new DatasetException(file + ":" + line.number() + ": found '" + line.text() + "'; expected '"
                        + (names.size() + 1) + " CLASS', numbered from 1 without gaps");
            }
            if (names.contains(matcher.group(2))) {
                throw new ListedAt(file, line.number()).error("class '" + matcher.group(2) + "' is listed twice");
            }
            names.add(matcher.group(2));
        }
        return ClassNames.of(names);
    }
}
