package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.ListFault;

/**
 * A data set whose videos are known by name, wherever the names came from.
 *
 * @param skipped what is listed, but missing or without label
 * @param source the file or folder that lists the videos
 * @param description for people, in one line
 */
public record ListedDataset(
        ClassNames classNames,
        List<VideoSample> samples,
        List<SkippedVideo> skipped,
        List<ListFault> faults,
        List<String> notes,
        Path source,
        String description,
        boolean multiLabel)
        implements VideoDataset {
    public ListedDataset {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /** What {@code dataset} says now: one that asks elsewhere is not asked for every batch again, nor may change meanwhile. */
    public static ListedDataset of(VideoDataset dataset) {
        return dataset instanceof ListedDataset listed
                ? listed
                : new ListedDataset(
                        dataset.classNames(),
                        dataset.samples(),
                        dataset.skipped(),
                        dataset.faults(),
                        dataset.notes(),
                        dataset.source(),
                        dataset.description(),
                        dataset.multiLabel());
    }

    /** Without faults and notes. */
    public ListedDataset(
            ClassNames classNames,
            List<VideoSample> samples,
            List<SkippedVideo> skipped,
            Path source,
            String description,
            boolean multiLabel) {
        this(classNames, samples, skipped, List.of(), List.of(), source, description, multiLabel);
    }

    /** The same with other faults. */
    public ListedDataset withFaults(List<ListFault> others) {
        return new ListedDataset(classNames, samples, skipped, others, notes, source, description, multiLabel);
    }
}
