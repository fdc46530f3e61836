package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** A step that scales, cuts or mirrors whole frames, all frames of a clip alike. */
public sealed interface SpatialTransform extends Transform
        permits VideoResize,
                VideoShortEdgeResize,
                VideoShortEdgeRandomResize,
                VideoCenterCrop,
                VideoRandomCrop,
                VideoRandomResizedCrop,
                VideoMultiScaleCrop,
                VideoRandomHorizontalFlip {

    /** What kind of step it is, which decides where it may stand. */
    enum Kind {
        /** Scales whole frames. */
        RESIZE,
        /** Cuts a window out. */
        CROP,
        /** Cuts a window out and scales it. */
        RESIZED_CROP,
        /** Mirrors. */
        FLIP
    }

    /** Where this step may stand in a chain. */
    Kind kind();

    /**
     * Adds this step to what earlier steps did to a frame.
     *
     * @param random source of this step's choices
     * @throws org.i3d4j.error.ShapeException if the frame is too small for it
     */
    ClipGeometry after(ClipGeometry earlier, RandomGenerator random);
}
