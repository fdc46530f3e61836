package org.i3d4j.predict;

import org.i3d4j.error.VideoException;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.text.Counted;

/**
 * The classes of a video by both streams, and by each alone.
 *
 * @param rgb by its colours
 * @param flow by its optical flow
 * @param both by the weighted sum of their logits
 */
public record TwoStreamPrediction(Prediction rgb, Prediction flow, Prediction both) {

    /**
     * Puts the streams together.
     *
     * @param flow of the same video
     * @throws VideoException if it is of fewer or more frames than the flow of the video has
     * @throws org.i3d4j.error.ShapeException if the streams have other numbers of classes
     */
    static TwoStreamPrediction of(Prediction rgb, Prediction flow, StreamWeights weights) {
        requireSameLength(flow.input(), flow.frames(), rgb.input(), rgb.frames());
        return new TwoStreamPrediction(rgb, flow, rgb.withLogits(weights.sum(rgb.logits(), flow.logits())));
    }

    /**
     * Between n frames lie n - 1 motions; stored flow may have a last one as well.
     *
     * @throws VideoException if flow has another number of frames
     */
    static void requireSameLength(String flow, int flowFrames, String rgb, int rgbFrames) {
        if (flowFrames != rgbFrames && flowFrames != rgbFrames - 1) {
            throw new VideoException(flow + ": has " + Counted.of(flowFrames, "frame") + " of optical flow; expected "
                    + (rgbFrames - 1) + " or " + rgbFrames + ", as " + rgb + " has " + Counted.of(rgbFrames, "frame"));
        }
    }
}
