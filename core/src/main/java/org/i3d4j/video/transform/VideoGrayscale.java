package org.i3d4j.video.transform;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.i3d4j.video.pixels.ColorOperations;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Takes the colour out of a clip with a probability; it keeps three channels. */
public record VideoGrayscale(
        @Key(doc = "probability of taking it out", absent = "0.1", min = 0, max = 1)
        double prob) implements PixelTransform {
    public VideoGrayscale {
        KeyRules.require(VideoGrayscale.class, prob);
    }

    @Override
    public Optional<String> onlyForRgb() {
        return Optional.of("it takes colours out, and they have none; leave it out");
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        return random.nextDouble() < prob ? ColorOperations.grayscale() : PixelOperation.NONE;
    }
}
