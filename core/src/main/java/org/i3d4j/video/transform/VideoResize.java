package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Scales frames to a size in pixels, whatever their aspect ratio. */
public record VideoResize(int height, int width, Interpolation interpolation) implements SpatialTransform {
    public VideoResize {
        if (height < 1 || width < 1) {
            throw new ConfigException(
                    "VideoResize: height and width must be at least 1, found " + height + "x" + width);
        }
    }

    @Override
    public Kind kind() {
        return Kind.RESIZE;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        return earlier.resized(height, width, interpolation);
    }
}
