package org.i3d4j.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A video of a data set.
 *
 * @param file a video file, a folder of frames or a {@code .npy} clip
 * @param labels its classes, ascending, each once. In a data set with one class per video: that one, or none where it is
 *     not known. In a multi-label data set: all classes that occur, none included.
 */
public record VideoSample(Path file, List<Integer> labels) {
    /** Stands for the label of a video whose class is not known: it can be predicted, not trained on or evaluated. */
    public static final int UNLABELLED = -1;

    public VideoSample {
        labels = labels.stream().distinct().sorted().toList();
        if (!labels.isEmpty() && labels.get(0) < 0) {
            throw new IllegalArgumentException("label " + labels.get(0) + " of " + file + " is below 0");
        }
    }

    /** A video of one class, or of none that is known: {@link #UNLABELLED}. */
    public VideoSample(Path file, int label) {
        this(file, label == UNLABELLED ? List.of() : List.of(label));
    }

    /** The class, or the first of several; {@link #UNLABELLED} if there is none. */
    public int label() {
        return labels.isEmpty() ? UNLABELLED : labels.get(0);
    }
}
