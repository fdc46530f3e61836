package org.i3d4j.metrics;

import org.i3d4j.error.ShapeException;

/** Two-stream I3D: one network sees the colours of a video, the other its optical flow (Carreira and Zisserman 2017). */
public final class TwoStreams {
    private TwoStreams() {}

    /**
     * The logits of both streams together: their sum, as the paper has it.
     *
     * @param rgb of a video or clip, one a class
     * @param flow of the same video, its classes in the same order
     * @return the caller's
     * @throws ShapeException if the streams have other numbers of classes
     */
    public static float[] sum(float[] rgb, float[] flow) {
        if (rgb.length != flow.length) {
            throw new ShapeException(
                    "the streams have " + rgb.length + " and " + flow.length + " classes; expected the same");
        }
        float[] sum = rgb.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += flow[i];
        }
        return sum;
    }
}
