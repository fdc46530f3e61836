package org.i3d4j.data.layouts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.lists.ListText;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * UCF-101 as published: a folder per class with {@code v_CLASS_g01_c01.avi}, {@code classInd.txt} with {@code 1 CLASS},
 * {@code trainlist01.txt} with {@code CLASS/VIDEO.avi 1} and {@code testlist01.txt} with {@code CLASS/VIDEO.avi}.
 *
 * @param split {@code train}; {@code val} and {@code test} both are the list of tests
 * @param fold which of the published splits, from 1 to 3
 */
public record Ucf101Layout(Path root, String split, int fold) implements SplitLayout {
    private static final Pattern CLASS = Pattern.compile("(\\d{1,4})\\s+(\\S.*)");
    private static final Pattern VIDEO = Pattern.compile("(([^/\\\\]+)/[^/\\\\]+?)(?:\\s+(\\d{1,4}))?");

    @Override
    public ClassNumbering classes() {
        Path file = DatasetPlaces.expect(listPlaces(), List.of("classInd.txt"));
        return new ClassNumbering(classes(file), "numbered as in classInd.txt");
    }

    @Override
    public ListedDataset list(ClassNumbering numbering) {
        ClassNames own = classes().names();
        String name = (split.equals("train") ? "trainlist0" : "testlist0") + fold + ".txt";
        Path list = DatasetPlaces.expect(listPlaces(), List.of(name));
        StoredVideos videos = new StoredVideos(DatasetPlaces.of(root, "UCF-101", "videos"));
        SampleCollector collector = new SampleCollector(videos, numbering);
        for (ListText.Line line : ListText.lines(list, "a list of UCF-101 with lines CLASS/VIDEO.avi")) {
            ListedAt at = new ListedAt(list, line.number());
            collector.row(at, () -> {
                Matcher video = VIDEO.matcher(line.text());
                if (!video.matches()) {
                    throw new FaultyRow(
                            "found '" + line.text() + "'; expected CLASS/VIDEO.avi, with or without a number");
                }
                requireNumber(video.group(2), video.group(3), own);
                collector.add(at, List.of(video.group(1)), List.of(collector.label(video.group(2))));
            });
        }
        String layout = "UCF-101 in " + root + ", split " + split + " (fold " + fold + ")";
        return collector.finish(list, layout, false);
    }

    private List<Path> listPlaces() {
        return DatasetPlaces.of(root, "ucfTrainTestlist", "annotations");
    }

    /** The number that a line may give its class has to be that of the list of classes. */
    private static void requireNumber(String name, @Nullable String number, ClassNames own) throws FaultyRow {
        OptionalInt label = own.label(name);
        if (number != null && label.isPresent() && Integer.parseInt(number) != label.getAsInt() + 1) {
            throw new FaultyRow(
                    "gives '" + name + "' the number " + number + "; in classInd.txt it has " + (label.getAsInt() + 1));
        }
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
