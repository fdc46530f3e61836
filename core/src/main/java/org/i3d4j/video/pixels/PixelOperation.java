package org.i3d4j.video.pixels;

import java.util.List;

/**
 * A change of the pixels of a frame. It has its parameters fixed, so that all frames of a clip get the same; what it
 * measures, as mean or histogram, it measures in each frame. Formulas and rounding are those of torchvision 0.28 on uint8
 * tensors ({@code torchvision.transforms.v2.functional}).
 */
@FunctionalInterface
public interface PixelOperation {
    /** Leaves a frame as it is. */
    PixelOperation NONE = frame -> {};

    /** Changes {@code frame} in place. */
    void apply(PixelFrame frame);

    /** One operation after the other; {@link #NONE} itself if none of them changes anything. */
    static PixelOperation inOrder(List<PixelOperation> operations) {
        List<PixelOperation> steps =
                operations.stream().filter(step -> !step.equals(NONE)).toList();
        return steps.isEmpty() ? NONE : frame -> steps.forEach(step -> step.apply(frame));
    }
}
