package org.i3d4j.metrics;

import java.util.List;
import java.util.function.Function;
import org.i3d4j.text.YamlNamed;

/** How the scores of a video's views become those of the video. */
public enum Averaging implements YamlNamed {
    /** Mean of the logits. */
    LOGITS,
    /**
     * Mean of the softmax probabilities; of the sigmoid ones where a video can have several classes. In logarithms, so
     * that the video's loss is exact also where a probability rounds to 0.
     */
    SOFTMAX;

    /**
     * Scores of a video.
     *
     * @param views logits of its views, at least one, one value per class each
     * @param multiLabel whether the classes are independent of each other
     * @return logits whose softmax, or sigmoid, gives the video's probabilities; those of a single view as they are
     */
    public float[] scores(List<float[]> views, boolean multiLabel) {
        if (views.size() == 1) {
            return views.get(0);
        }
        if (this == LOGITS) {
            return MeanLogits.of(views);
        }
        return multiLabel ? logitsOfMeanSigmoid(views) : logOfMeanSoftmax(views);
    }

    private static float[] logOfMeanSoftmax(List<float[]> views) {
        double[] sums = logOfSums(views, Softmax::logOf);
        float[] scores = new float[sums.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (sums[i] - Math.log(views.size()));
        }
        return scores;
    }

    private static float[] logitsOfMeanSigmoid(List<float[]> views) {
        double[] yes = logOfSums(views, view -> logSigmoid(view, 1));
        double[] no = logOfSums(views, view -> logSigmoid(view, -1));
        float[] scores = new float[yes.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (yes[i] - no[i]);
        }
        return scores;
    }

    private static double[] logSigmoid(float[] scores, int sign) {
        double[] logarithms = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logarithms[i] = Sigmoid.logOf(sign * scores[i]);
        }
        return logarithms;
    }

    /** Of each class: the logarithm of the sum over the views of what {@code logarithms} gives the logarithms of. */
    private static double[] logOfSums(List<float[]> views, Function<float[], double[]> logarithms) {
        double[] sums = logarithms.apply(views.get(0));
        for (float[] view : views.subList(1, views.size())) {
            double[] next = logarithms.apply(view);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Softmax.logOfSum(sums[i], next[i]);
            }
        }
        return sums;
    }
}
