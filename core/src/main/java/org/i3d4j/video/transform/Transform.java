package org.i3d4j.video.transform;

/**
 * One step from decoded frames to what a network takes. Steps only say what they do to the frames of a clip; {@link
 * TransformChain} composes them and moves the pixels once.
 */
public sealed interface Transform permits SpatialTransform, MultiCrop, PixelTransform, VideoToTensor {

    /** The name configuration files use: that of the class. */
    default String name() {
        return getClass().getSimpleName();
    }
}
