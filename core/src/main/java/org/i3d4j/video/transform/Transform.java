package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;

/**
 * One step from decoded frames to what a network takes. Steps only say what they do to a frame; {@link TransformChain}
 * composes them and moves the pixels once.
 */
public sealed interface Transform
        permits VideoResize,
                VideoShortEdgeResize,
                VideoCenterCrop,
                VideoRandomCrop,
                VideoRandomHorizontalFlip,
                VideoToTensor {

    /**
     * Adds this step to what earlier steps did to a frame.
     *
     * @param random source of this step's choices
     * @throws org.i3d4j.error.ShapeException if the frame is too small for it
     */
    ClipGeometry after(ClipGeometry earlier, RandomGenerator random);

    /** The name configuration files use: that of the class. */
    default String name() {
        return getClass().getSimpleName();
    }
}
