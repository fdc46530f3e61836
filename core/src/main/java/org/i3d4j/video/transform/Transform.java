package org.i3d4j.video.transform;

/**
 * One step from decoded frames to what a network takes. Steps only say what they do to the frames of a clip; {@link
 * TransformChain} composes them and moves the pixels once. A step is a record whose components are its keys in a
 * configuration; to be one, it stands among the permitted of {@link SpatialTransform}, {@link MultiCrop} or {@link
 * PixelTransform}, and nowhere else.
 */
public sealed interface Transform permits SpatialTransform, MultiCrop, PixelTransform, VideoToTensor {

    /** The name configuration files use: that of the class. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** What it does, in a few words for people. */
    default String words() {
        return name();
    }
}
