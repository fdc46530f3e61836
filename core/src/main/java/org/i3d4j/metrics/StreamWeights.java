package org.i3d4j.metrics;

import org.i3d4j.error.ShapeException;
import org.i3d4j.text.Counted;

/**
 * What each stream of a two-stream I3D counts: one network sees the colours of a video, the other its optical flow (Carreira and
 * Zisserman 2017).
 *
 * @param rgb of the network of RGB, at least 0
 * @param flow of the network of optical flow, at least 0; not both are 0
 */
public record StreamWeights(double rgb, double flow) {
    /** The plain sum of the logits, as the paper has it. */
    public static final StreamWeights EQUAL = new StreamWeights(1, 1);

    /** @throws IllegalArgumentException if one is below 0 or not finite, or both are 0 */
    public StreamWeights {
        if (!(rgb >= 0) || !(flow >= 0) || rgb + flow == 0 || Double.isInfinite(rgb + flow)) {
            throw new IllegalArgumentException(
                    "weights of the streams: expected two numbers of at least 0, not both 0, found " + rgb + " and "
                            + flow);
        }
    }

    /**
     * The scores of both streams together: their weighted sum.
     *
     * @param rgbScores of a video or clip, one a class
     * @param flowScores of the same video, its classes in the same order
     * @return the caller's
     * @throws ShapeException if the streams have other numbers of classes
     */
    public float[] sum(float[] rgbScores, float[] flowScores) {
        if (rgbScores.length != flowScores.length) {
            throw new ShapeException("the streams have " + rgbScores.length + " and "
                    + Counted.of(flowScores.length, "class") + "; expected the same");
        }
        float[] sum = new float[rgbScores.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (rgb * rgbScores[i] + flow * flowScores[i]);
        }
        return sum;
    }

    /** As {@code 1:1}. */
    @Override
    public String toString() {
        return plain(rgb) + ":" + plain(flow);
    }

    private static String plain(double weight) {
        return weight == Math.rint(weight) && weight < 1e6 ? String.valueOf((long) weight) : String.valueOf(weight);
    }
}
