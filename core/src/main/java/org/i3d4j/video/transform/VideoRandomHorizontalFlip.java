package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Mirrors a clip left to right with a probability; of optical flow also the horizontal motion. Not for classes that a mirror swaps, as moving left and right.
 */
public record VideoRandomHorizontalFlip(
        @Key(doc = "probability of mirroring", absent = "0.5", min = 0, max = 1)
        double prob) implements SpatialTransform {
    public VideoRandomHorizontalFlip {
        KeyRules.require(VideoRandomHorizontalFlip.class, prob);
    }

    @Override
    public Kind kind() {
        return Kind.FLIP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return random.nextDouble() < prob ? earlier.mirrored() : earlier;
    }
}
