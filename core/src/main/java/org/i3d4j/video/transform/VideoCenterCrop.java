package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Cuts the middle out of every frame; half a pixel of margin is rounded to the even neighbour. */
public record VideoCenterCrop(int height, int width) implements SpatialTransform {
    public VideoCenterCrop {
        if (height < 1 || width < 1) {
            throw new ConfigException(
                    "VideoCenterCrop: height and width must be at least 1, found " + height + "x" + width);
        }
    }

    @Override
    public Kind kind() {
        return Kind.CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        earlier.checkHolds(height, width, "VideoCenterCrop");
        int top = (int) Math.rint((earlier.height() - height) / 2.0);
        int left = (int) Math.rint((earlier.width() - width) / 2.0);
        return earlier.cropped(top, left, height, width);
    }
}
