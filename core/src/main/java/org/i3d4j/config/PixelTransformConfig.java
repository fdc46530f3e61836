package org.i3d4j.config;

import java.util.List;
import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;

/** The transforms that change the pixels of a clip that is cut out; one draw of parameters holds for all its frames. */
public final class PixelTransformConfig {
    private PixelTransformConfig() {}

    /** Changes the colours of a clip by random amounts in random order. */
    public record VideoColorJitter(
            @Key(doc = "brightness is multiplied by a factor in [1 - x, 1 + x], not below 0", absent = "0", min = 0)
            double brightness,

            @Key(doc = "likewise the distance from the frame's mean grey", absent = "0", min = 0)
            double contrast,

            @Key(doc = "likewise the distance from the pixel's grey", absent = "0", min = 0)
            double saturation,

            @Key(doc = "the hue is turned by up to so many turns either way", absent = "0", min = 0, max = 0.5)
            double hue)
            implements TransformConfig {
        public VideoColorJitter {
            KeyRules.require(VideoColorJitter.class, brightness, contrast, saturation, hue);
        }
    }

    /** Takes the colour out of all frames of a clip, or of none. */
    public record VideoGrayscale(
            @Key(doc = "probability of taking it out", absent = "0.1", min = 0, max = 1)
            double prob) implements TransformConfig {
        public VideoGrayscale {
            KeyRules.require(VideoGrayscale.class, prob);
        }
    }

    /** Changes a clip by random operations on place and colour. */
    public record VideoRandAugment(
            @Key(doc = "operations, one after the other", absent = "2", min = 1, max = 100)
            int numOps,

            @Key(doc = "strength of each", absent = "9", min = 0, max = 30)
            int magnitude)
            implements TransformConfig {
        public VideoRandAugment {
            KeyRules.require(VideoRandAugment.class, numOps, magnitude);
        }
    }

    /** Overwrites a random box, the same in all frames of a clip. */
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

            @Key(
                    doc = "what it holds then: mean, the colour that becomes 0; zero, black; random, noise",
                    absent = "mean",
                    choices = {"mean", "zero", "random"})
            String value)
            implements TransformConfig {
        public VideoRandomErasing {
            scale = List.copyOf(scale);
            ratio = List.copyOf(ratio);
            KeyRules.require(VideoRandomErasing.class, prob, scale, ratio, value);
            Ranges.requireAscending("scale", scale);
            Ranges.requireAscending("ratio", ratio);
        }
    }
}
