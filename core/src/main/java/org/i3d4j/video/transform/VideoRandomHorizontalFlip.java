package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Mirrors a clip left to right with a probability. Not for classes that a mirror swaps, as moving left and right. */
public record VideoRandomHorizontalFlip(double probability) implements SpatialTransform {
    public VideoRandomHorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new ConfigException(
                    "VideoRandomHorizontalFlip: probability must be between 0 and 1, found " + probability);
        }
    }

    @Override
    public Kind kind() {
        return Kind.FLIP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return random.nextDouble() < probability ? earlier.mirrored() : earlier;
    }
}
