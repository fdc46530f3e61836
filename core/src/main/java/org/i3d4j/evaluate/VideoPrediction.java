package org.i3d4j.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What a network said of one labelled video.
 *
 * @param file the video
 * @param labels indices of its classes: one; in a multi-label data set any number, ascending
 * @param labelProbabilities theirs, in [0, 1]
 * @param top indices of the most probable classes, best first, at most 5
 * @param probabilities theirs, in [0, 1]
 */
public record VideoPrediction(
        Path file,
        List<Integer> labels,
        List<Double> labelProbabilities,
        List<Integer> top,
        List<Double> probabilities) {
    public VideoPrediction {
        labels = List.copyOf(labels);
        labelProbabilities = List.copyOf(labelProbabilities);
        top = List.copyOf(top);
        probabilities = List.copyOf(probabilities);
        if (labels.size() != labelProbabilities.size() || top.size() != probabilities.size() || top.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + labels.size() + " labels with " + labelProbabilities.size()
                    + " probabilities, " + top.size() + " best classes with " + probabilities.size());
        }
    }

    /** Index of the most probable class. */
    public int best() {
        return top.get(0);
    }

    /** Probability of the most probable class, in [0, 1]. */
    public double confidence() {
        return probabilities.get(0);
    }

    /** Whether the most probable class is the video's, or one of them. */
    public boolean isCorrect() {
        return labels.contains(best());
    }

    /** Whether the video's class, or one of them, is among the first five. */
    public boolean isInTop5() {
        return labels.stream().anyMatch(top::contains);
    }
}
