package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;

/** Turns uint8 T,H,W,C into float32 C,T,H,W as x / 255 * 2 - 1: the last step of every chain. */
public record VideoToTensor() implements Transform {
    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return earlier;
    }
}
