package org.i3d4j.video.transform;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.video.pixels.Erase;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.random.BoxSampler;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Overwrites a random box of a clip, the same in all frames, with a probability: torchvision's RandomErasing (Zhong et
 * al., AAAI 2020), but on levels before they are scaled.
 *
 * @param scale least and greatest share of the clip's area, above 0, at most 1
 * @param ratio least and greatest height by width
 */
public record VideoRandomErasing(
        @Key(doc = "probability of a box", absent = "0.5", min = 0, max = 1)
        double prob,

        @Key(
                doc = "least and greatest share of the clip's area",
                absent = "[0.02, 0.33]",
                length = 2,
                above = 0,
                max = 1)
        List<Double> scale,

        @Key(doc = "least and greatest height by width", absent = "[0.3, 3.3]", length = 2, above = 0, max = 1000)
        List<Double> ratio,

        @Key(doc = "what it holds then: mean, the colour that becomes 0; zero, black; random, noise", absent = "mean")
        Fill value)
        implements PixelTransform {

    /** What the box is filled with. */
    public enum Fill implements YamlNamed {
        /** The level that {@link VideoToTensor} makes 0 of, or the nearest. */
        MEAN,
        /** Black. */
        ZERO,
        /** Uniform noise, the same in all frames. */
        RANDOM
    }

    public VideoRandomErasing {
        scale = List.copyOf(scale);
        ratio = List.copyOf(ratio);
        KeyRules.require(VideoRandomErasing.class, prob, scale, ratio, value);
        KeyRules.requireAscending("scale", scale);
        KeyRules.requireAscending("ratio", ratio);
    }

    /** Black is the fastest motion that optical flow holds. */
    @Override
    public Optional<String> onlyForRgb() {
        return value == Fill.ZERO
                ? Optional.of("its value zero, black, is fast motion there; set it to mean or random")
                : Optional.empty();
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        if (random.nextDouble() >= prob) {
            return PixelOperation.NONE;
        }
        BoxSampler boxes = new BoxSampler(scale, ratio);
        for (int attempt = 0; attempt < BoxSampler.TRIES; attempt++) {
            BoxSampler.Sides sides = boxes.draw((long) crop.height() * crop.width(), random);
            int height = sides.along();
            int width = sides.across();
            if (height > 0 && height < crop.height() && width > 0 && width < crop.width()) {
                int top = random.nextInt(crop.height() - height + 1);
                int left = random.nextInt(crop.width() - width + 1);
                return erase(top, left, height, width, tensor, random);
            }
        }
        return PixelOperation.NONE;
    }

    private Erase erase(int top, int left, int height, int width, VideoToTensor tensor, RandomGenerator random) {
        return switch (value) {
            case MEAN ->
                Erase.withColor(
                        top, left, height, width, tensor.meanLevel(0), tensor.meanLevel(1), tensor.meanLevel(2));
            case ZERO -> Erase.withColor(top, left, height, width, 0, 0, 0);
            case RANDOM -> Erase.withNoise(top, left, height, width, random);
        };
    }
}
