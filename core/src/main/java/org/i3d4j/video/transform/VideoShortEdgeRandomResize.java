package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Scales frames so that the shorter side gets a random size, one for all frames of a clip: SlowFast's scale jitter, which
 * rounds a uniform draw.
 *
 * @param min least pixels of the shorter side
 * @param max most pixels of the shorter side
 */
public record VideoShortEdgeRandomResize(int min, int max, Interpolation interpolation) implements SpatialTransform {
    public VideoShortEdgeRandomResize {
        if (min < 1 || max < min) {
            throw new ConfigException(
                    "VideoShortEdgeRandomResize: sizes must be at least 1 and in order, found " + min + " to " + max);
        }
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        int size = (int) Math.rint(Uniform.draw(min, max, random));
        return new VideoShortEdgeResize(size, interpolation).after(earlier, random);
    }
}
