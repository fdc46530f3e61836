package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Scales frames so that the shorter side gets {@code size} pixels and the aspect ratio stays. */
public record VideoShortEdgeResize(int size, Interpolation interpolation) implements SpatialTransform {
    public VideoShortEdgeResize {
        if (size < 1) {
            throw new ConfigException("VideoShortEdgeResize: size must be at least 1, found " + size);
        }
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        double scale = size * 1.0 / Math.min(earlier.height(), earlier.width());
        return earlier.resized(
                roundedHalfUp(scale * earlier.height()), roundedHalfUp(scale * earlier.width()), interpolation);
    }

    private static int roundedHalfUp(double side) {
        return (int) (side + 0.5);
    }
}
