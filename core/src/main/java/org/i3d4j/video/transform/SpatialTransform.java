package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** A step that scales, cuts or mirrors whole frames, all frames of a clip alike. */
public sealed interface SpatialTransform extends Transform
        permits VideoResize,
                VideoShortEdgeResize,
                VideoCenterCrop,
                VideoRandomCrop,
                VideoRandomHorizontalFlip,
                VideoShortEdgeRandomResize,
                VideoRandomResizedCrop,
                VideoMultiScaleCrop {

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

    /** What a step of kind {@link Kind#RESIZE} tells of itself. */
    interface Resize {
        /** How frames are scaled. */
        Interpolation interpolation();

        /** Most pixels that the shorter side of a frame has afterwards, whatever the video. */
        int largestShortSide();

        /** How frames are scaled, to go behind other words; nothing where it is the default. */
        default String filterWords() {
            return interpolation() == Interpolation.AREA
                    ? ""
                    : " (" + interpolation().yamlName() + ")";
        }
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
