package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.pixels.ColorOperations;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/** Takes the colour out of a clip with a probability; it keeps three channels. */
public record VideoGrayscale(double probability) implements PixelTransform {
    public VideoGrayscale {
        if (!(probability >= 0 && probability <= 1)) {
            throw new ConfigException("VideoGrayscale: probability must be between 0 and 1, found " + probability);
        }
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        return random.nextDouble() < probability ? ColorOperations.grayscale() : PixelOperation.NONE;
    }
}
