package org.i3d4j.data;

import java.util.List;

/** Labelled videos. */
public interface VideoDataset {
    ClassNames classNames();

    /** The videos that are there, in the data set's order; at least one, unmodifiable. */
    List<VideoSample> samples();

    /** Videos that are listed but not there; unmodifiable. */
    List<SkippedVideo> skipped();

    /** Layout, place, split, counts and the order of classes, in one line for people. */
    String description();

    /** Whether a video can have several classes at a time, or none: then each class is a yes or no of its own. */
    default boolean multiLabel() {
        return false;
    }

    /** Whether the classes of every video are known, as training and evaluation need. */
    default boolean labelled() {
        return multiLabel() || samples().stream().noneMatch(sample -> sample.label() == VideoSample.UNLABELLED);
    }
}
