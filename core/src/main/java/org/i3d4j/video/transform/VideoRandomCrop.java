package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Cuts the same window out of every frame of a clip; every place inside the frame is equally likely. */
public record VideoRandomCrop(int height, int width) implements SpatialTransform {
    public VideoRandomCrop {
        if (height < 1 || width < 1) {
            throw new ConfigException(
                    "VideoRandomCrop: height and width must be at least 1, found " + height + "x" + width);
        }
    }

    @Override
    public Kind kind() {
        return Kind.CROP;
    }

    @Override
    public ClipGeometry after(ClipGeometry earlier, RandomGenerator random) {
        earlier.checkHolds(height, width, "VideoRandomCrop");
        int top = random.nextInt(earlier.height() - height + 1);
        int left = random.nextInt(earlier.width() - width + 1);
        return earlier.cropped(top, left, height, width);
    }
}
