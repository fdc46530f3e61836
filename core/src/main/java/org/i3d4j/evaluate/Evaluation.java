package org.i3d4j.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.i3d4j.data.ClassNames;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.metrics.Calibration;
import org.i3d4j.metrics.ConfusionMatrix;

/**
 * The result of an evaluation.
 *
 * @param protocol how it was measured, in one line
 * @param multiLabel whether videos can have several classes or none
 * @param loss mean over the videos of the cross-entropy; of the binary one, averaged over the classes, if multi-label
 * @param top1 share of the videos whose class, or one of them, came first, in [0, 1]
 * @param top5 share of the videos whose class, or one of them, was among the first five
 * @param meanClassAccuracy top1 of each class that has videos, averaged over these classes; NaN if multi-label
 * @param meanAveragePrecision in [0, 1]; NaN unless multi-label
 * @param averagePrecisions of each class, NaN where it has no videos; empty unless multi-label
 * @param confusion videos by true and by predicted class; nothing is counted in it if multi-label
 * @param calibration of the probability of the most probable class
 * @param predictions each video's, in the data set's order
 * @param scores each video's in the order of {@code predictions}, what they were ranked by: logits whose softmax, or
 *     sigmoid if multi-label, gives the probabilities
 * @param skipped videos left out, with the reason
 */
public record Evaluation(
        String protocol,
        boolean multiLabel,
        double loss,
        double top1,
        double top5,
        double meanClassAccuracy,
        double meanAveragePrecision,
        List<Double> averagePrecisions,
        ConfusionMatrix confusion,
        Calibration calibration,
        List<VideoPrediction> predictions,
        ScoreTable scores,
        List<SkippedVideo> skipped) {
    /** Of so many classes or fewer each is among the first five: that would be no figure. */
    private static final int TOP5_CLASSES = 5;

    public Evaluation {
        averagePrecisions = List.copyOf(averagePrecisions);
        predictions = List.copyOf(predictions);
        skipped = List.copyOf(skipped);
        if (scores.videos() != predictions.size()) {
            throw new IllegalArgumentException(scores + ", predictions of " + predictions.size());
        }
    }

    /** Names of the network's classes, of which the data set may have only the first. */
    public List<String> classNames(ClassNames ofDataset) {
        return IntStream.range(0, scores.classes())
                .mapToObj(ofDataset::nameOrNumber)
                .toList();
    }

    /** What models are compared by, in [0, 1]; the greater, the better: top1, mean average precision if multi-label. */
    public double score() {
        return multiLabel ? meanAveragePrecision : top1;
    }

    /** Number of videos measured. */
    public int videos() {
        return predictions.size();
    }

    /**
     * The figures that this kind of data set has, by their names in files, the most important first; top5 only of six
     * classes and more. Unmodifiable.
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (multiLabel) {
            figures.put("mean_average_precision", meanAveragePrecision);
        }
        figures.put("top1", top1);
        if (confusion.classes() > TOP5_CLASSES) {
            figures.put("top5", top5);
        }
        if (!multiLabel) {
            figures.put("mean_class_accuracy", meanClassAccuracy);
        }
        figures.put("loss", loss);
        figures.put("expected_calibration_error", calibration.expectedError());
        return Collections.unmodifiableMap(figures);
    }
}
