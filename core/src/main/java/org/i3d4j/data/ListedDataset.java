package org.i3d4j.data;

import java.util.List;

/**
 * A data set whose videos are known by name, wherever the names came from.
 *
 * @param samples at least one
 * @param skipped what is listed, but missing or without label
 * @param description for people, in one line
 */
public record ListedDataset(
        ClassNames classNames,
        List<VideoSample> samples,
        List<SkippedVideo> skipped,
        String description,
        boolean multiLabel)
        implements VideoDataset {
    public ListedDataset {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(description + ": a data set without videos");
        }
    }
}
