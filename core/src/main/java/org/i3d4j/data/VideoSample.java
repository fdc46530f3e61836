package org.i3d4j.data;

import java.nio.file.Path;

/**
 * A video of a data set.
 *
 * @param label its class, or {@link #UNLABELLED}
 */
public record VideoSample(Path file, int label) {
    /** The label of a video whose class is not known: it can be predicted, not trained on or evaluated. */
    public static final int UNLABELLED = -1;

    public VideoSample {
        if (label < UNLABELLED) {
            throw new IllegalArgumentException("label " + label + " of " + file + " is below " + UNLABELLED);
        }
    }
}
