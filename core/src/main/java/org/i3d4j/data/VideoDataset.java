package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.ListFault;

/**
 * Labelled videos. Programs that have their labels elsewhere than in a list, in a database say, implement it; training and
 * evaluation then take the classes in its numbers.
 */
public interface VideoDataset {
    ClassNames classNames();

    /** The videos that are there, in the data set's order; unmodifiable. */
    List<VideoSample> samples();

    /** Videos that are listed but not there; unmodifiable. */
    List<SkippedVideo> skipped();

    /** Rows of its lists that can't be used, whose videos are not among the others; unmodifiable. */
    default List<ListFault> faults() {
        return List.of();
    }

    /** What a user should hear of how it was read, a line each; unmodifiable. */
    default List<String> notes() {
        return List.of();
    }

    /** The file or folder that lists the videos. */
    Path source();

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

    /**
     * Refuses a data set that can't be used as it was meant.
     *
     * @throws DatasetException if rows of its lists can't be used, naming them, there is no video, or a label is no number of
     *     a class
     */
    default void requireSound() {
        if (!faults().isEmpty()) {
            throw ListFault.exception(faults());
        }
        if (samples().isEmpty()) {
            throw new DatasetException(source() + ": "
                    + (skipped().isEmpty()
                            ? "lists no videos"
                            : noneOf(skipped().size())
                                    + skipped().get(0).file() + ": "
                                    + skipped().get(0).reason()));
        }
        int classes = classNames().size();
        for (VideoSample sample : samples()) {
            for (int label : sample.labels()) {
                if (label >= classes) {
                    throw new DatasetException(source() + ": " + sample.file() + " is of class " + label
                            + "; there are " + classes + ", numbered from 0");
                }
            }
        }
    }

    private static String noneOf(int listed) {
        return listed == 1
                ? "the only video listed can't be used: "
                : "none of the " + listed + " videos listed can be used; the first, ";
    }
}
