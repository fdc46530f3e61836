package org.i3d4j.data.layouts;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.data.ClassNumbering;
import org.i3d4j.data.ListedDataset;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoSample;
import org.i3d4j.data.lists.FaultyRow;
import org.i3d4j.data.stored.StoredVideos;
import org.i3d4j.error.ListFault;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.text.Counted;

/** Sorts the rows of lists into videos that can be used, videos that can't, and rows that make no sense. */
final class SampleCollector {
    private final StoredVideos videos;
    private final ClassLookup classes;
    private final List<VideoSample> samples = new ArrayList<>();
    private final List<SkippedVideo> skipped = new ArrayList<>();
    private final List<ListFault> faults = new ArrayList<>();
    private final Map<Path, ListedAt> listed = new HashMap<>();
    private int missing;
    private int withoutLabel;
    private int listedTwice;

    /** @param numbering the numbers that labels get */
    SampleCollector(StoredVideos videos, ClassNumbering numbering) {
        this.videos = videos;
        this.classes = new ClassLookup(numbering, "label");
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface RowAction {
        void apply() throws FaultyRow;
    }

    /** Reads a row; if it can't be used, that is noted, and the next ones can be read all the same. */
    void row(ListedAt at, RowAction row) {
        try {
            row.apply();
        } catch (FaultyRow e) {
            faults.add(at.fault(String.valueOf(e.getMessage())));
        } catch (InvalidPathException e) {
            faults.add(at.fault("'" + e.getInput() + "' can't be the name of a file: " + NameEncoding.whyInvalid(e)));
        }
    }

    /** Notes rows that could not even be read. */
    void addFaults(List<ListFault> unreadable) {
        faults.addAll(unreadable);
    }

    /** Adds a listed video if it is there; to be called by a {@link RowAction}, as all that follow. */
    void add(ListedAt at, List<String> names, List<Integer> labels) throws FaultyRow {
        add(at, names.get(0), find(names), labels);
    }

    /**
     * Adds a video that was looked for.
     *
     * @param name as it is listed
     * @param file where it lies, if it is there
     * @throws FaultyRow if it was listed before
     */
    void add(ListedAt at, String name, Optional<Path> file, List<Integer> labels) throws FaultyRow {
        Path usual = file.orElseGet(() -> videos.expected(name));
        ListedAt earlier = listed.putIfAbsent(usual, at);
        if (earlier != null) {
            throw new FaultyRow("'" + name + "' stands in " + earlier + " already; remove one of the two");
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
        String why = NameEncoding.whyMissing(file);
        return why.equals(NameEncoding.MISSING) ? "" : ": " + why;
    }

    /** The first stored video of some names. */
    Optional<Path> find(List<String> names) {
        return names.stream().flatMap(name -> videos.find(name).stream()).findFirst();
    }

    /**
     * The number of a class.
     *
     * @throws FaultyRow if there is no class of that name
     */
    int label(String className) throws FaultyRow {
        return classes.label(className);
    }

    /** The numbers that labels get. */
    ClassNumbering numbering() {
        return classes.numbering();
    }

    /** Leaves out a video whose class is not known, in a list that should tell it. */
    void skipWithoutLabel(ListedAt at, String name) {
        withoutLabel++;
        skip(name, at.list().getFileName() + ":" + at.line() + " gives it no label");
    }

    /** Leaves out a video that the list has named before, in a data set that is published like that. */
    void skipListedTwice(ListedAt at, String name, long earlierLine) {
        listedTwice++;
        skip(name, at.list().getFileName() + ":" + at.line() + " lists it again, after line " + earlierLine);
    }

    private void skip(String name, String reason) {
        skipped.add(new SkippedVideo(videos.expected(name), reason));
    }

    /**
     * The data set of what was added.
     *
     * @param list where the videos are listed
     * @param layout the kind of data set, its place and split
     */
    ListedDataset finish(Path list, String layout, boolean multiLabel) {
        ClassNumbering numbering = numbering();
        faults.sort(Comparator.comparing(ListFault::list).thenComparing(ListFault::line));
        long withoutClass = multiLabel
                ? samples.stream().filter(sample -> sample.labels().isEmpty()).count()
                : 0;
        String description = layout + ": " + Counted.of(samples.size(), "video") + ", " + missing + " missing, "
                + (withoutLabel > 0 ? withoutLabel + " without label, " : "")
                + (listedTwice > 0 ? listedTwice + " listed twice, " : "")
                + (withoutClass > 0 ? withoutClass + " of no class, " : "")
                + Counted.of(numbering.names().size(), "class") + " " + numbering.order();
        return new ListedDataset(
                numbering.names(), samples, skipped, faults, classes.notes(), list, description, multiLabel);
    }
}
