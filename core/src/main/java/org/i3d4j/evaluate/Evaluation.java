package org.i3d4j.evaluate;

import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.metrics.ConfusionMatrix;

/**
 * The result of an evaluation.
 *
 * @param protocol how it was measured, in one line
 * @param loss mean cross-entropy over the videos
 * @param top1 share of the videos whose class came first, in [0, 1]
 * @param top5 share of the videos whose class was among the first five
 * @param meanClassAccuracy top1 of each class that has videos, averaged over these classes
 * @param confusion videos by true and by predicted class
 * @param predictions each video's, in the data set's order
 * @param skipped videos left out, with the reason
 */
public record Evaluation(
        String protocol,
        double loss,
        double top1,
        double top5,
        double meanClassAccuracy,
        ConfusionMatrix confusion,
        List<VideoPrediction> predictions,
        List<SkippedVideo> skipped) {
    public Evaluation {
        predictions = List.copyOf(predictions);
        skipped = List.copyOf(skipped);
    }

    /** What models are compared by, in [0, 1]; the greater, the better. */
    public double score() {
        return top1;
    }

    /** Number of videos measured. */
    public int videos() {
        return predictions.size();
    }
}
