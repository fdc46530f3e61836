package org.i3d4j.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What a network said of one labelled video.
 *
 * @param file the video
 * @param label index of its class
 * @param top indices of the most probable classes, best first, at most 5
 * @param probabilities theirs, in [0, 1]
 */
public record VideoPrediction(Path file, int label, List<Integer> top, List<Double> probabilities) {
    public VideoPrediction {
        top = List.copyOf(top);
        probabilities = List.copyOf(probabilities);
    }

    /** Index of the most probable class. */
    public int best() {
        return top.get(0);
    }

    public boolean isCorrect() {
        return best() == label;
    }
}
