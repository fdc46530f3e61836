package org.i3d4j.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.i3d4j.error.DatasetException;
import org.i3d4j.files.NameEncoding;

/** Sorts the rows of lists into videos that can be used and videos that can't. */
final class SampleCollector {
    private final StoredVideos videos;
    private final List<VideoSample> samples = new ArrayList<>();
    private final List<SkippedVideo> skipped = new ArrayList<>();
    private final Map<Path, ListedAt> listed = new HashMap<>();
    private int missing;
    private int withoutLabel;
    private int listedTwice;

    SampleCollector(StoredVideos videos) {
        this.videos = videos;
    }

    /**
     * Adds a listed video if it is there.
     *
     * @param names what it may be stored as, the usual name first
     * @throws DatasetException if it was listed before, or a name can't be that of a file
     */
    void add(ListedAt at, List<String> names, List<Integer> labels) {
        Optional<Path> file = find(at, names);
        Path usual = file.orElseGet(() -> videos.expected(names.get(0)));
        ListedAt earlier = listed.putIfAbsent(usual, at);
        if (earlier != null) {
            throw at.error("'" + names.get(0) + "' stands in " + earlier + " already; remove one of the two");
        }
        if (file.isPresent()) {
            samples.add(new VideoSample(usual, labels));
        } else {
            missing++;
            skipped.add(new SkippedVideo(usual, "listed in " + at.list().getFileName() + ", but missing" + why(usual)));
        }
    }

    /** Empty where missing says it all. */
    private static String why(Path file) {
        return NameEncoding.holds(file) && !file.toString().contains("\ufffd")
                ? ""
                : ": " + NameEncoding.whyMissing(file);
    }

    /**
     * The first stored video of some names.
     *
     * @throws DatasetException if a name can't be that of a file
     */
    Optional<Path> find(ListedAt at, List<String> names) {
        return named(
                at,
                () -> names.stream().flatMap(name -> videos.find(name).stream()).findFirst());
    }

    private static <T> T named(ListedAt at, Supplier<T> lookup) {
        try {
            return lookup.get();
        } catch (InvalidPathException e) {
            throw at.error("'" + e.getInput() + "' can't be the name of a file: " + NameEncoding.whyInvalid(e));
        }
    }

    /** Leaves out a video whose class is not known, in a list that should tell it. */
    void skipWithoutLabel(ListedAt at, String name) {
        withoutLabel++;
        skip(at, name, at.list().getFileName() + ":" + at.line() + " gives it no label");
    }

    /** Leaves out a video that the list has named before, in a data set that is published like that. */
    void skipListedTwice(ListedAt at, String name, long earlierLine) {
        listedTwice++;
        skip(at, name, at.list().getFileName() + ":" + at.line() + " lists it again, after line " + earlierLine);
    }

    private void skip(ListedAt at, String name, String reason) {
        skipped.add(new SkippedVideo(named(at, () -> videos.expected(name)), reason));
    }

    /**
     * The data set of what was added.
     *
     * @param list where the videos are listed, for messages
     * @param layout the kind of data set, its place and split
     * @param order how classes are numbered and where that comes from
     * @throws DatasetException if no video is left
     */
    ListedDataset finish(Path list, String layout, ClassNames classes, String order, boolean multiLabel) {
        if (samples.isEmpty()) {
            throw nothingLeft(list);
        }
        String description = layout + ": " + samples.size() + " videos, " + missing + " missing, "
                + (withoutLabel > 0 ? withoutLabel + " without label, " : "")
                + (listedTwice > 0 ? listedTwice + " listed twice, " : "") + classes.size() + " classes " + order;
        return new ListedDataset(classes, samples, skipped, description, multiLabel);
    }

    private DatasetException nothingLeft(Path list) {
        if (skipped.isEmpty()) {
            return new DatasetException(list + ": lists no videos");
        }
        SkippedVideo first = skipped.get(0);
        return new DatasetException(list + ": none of the " + skipped.size() + " videos listed can be used; the first, "
                + first.file() + ": " + first.reason());
    }
}
