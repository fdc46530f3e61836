package org.i3d4j.video.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.i3d4j.video.pixels.ColorOperations;
import org.i3d4j.video.pixels.FrameStatistics;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.pixels.PointOperations;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.random.Uniform;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Changes brightness, contrast, saturation and hue of a clip by random amounts in random order: torchvision's ColorJitter.
 * Factors are uniform in [max(0, 1 - x), 1 + x]; what is 0 is left out.
 *
 * @param hue greatest turn of the colour wheel either way, in turns, at most 0.5
 */
public record VideoColorJitter(
        @Key(doc = "brightness is multiplied by a factor in [1 - x, 1 + x], not below 0", absent = "0", min = 0)
        double brightness,

        @Key(doc = "likewise the distance from the frame's mean grey", absent = "0", min = 0)
        double contrast,

        @Key(doc = "likewise the distance from the pixel's grey", absent = "0", min = 0)
        double saturation,

        @Key(doc = "the hue is turned by up to so many turns either way", absent = "0", min = 0, max = 0.5)
        double hue)
        implements PixelTransform {
    public VideoColorJitter {
        KeyRules.require(VideoColorJitter.class, brightness, contrast, saturation, hue);
    }

    @Override
    public Optional<String> onlyForRgb() {
        return Optional.of("it changes colours, and they have none; leave it out");
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        List<PixelOperation> operations = new ArrayList<>();
        if (brightness > 0) {
            operations.add(PointOperations.brightness(factor(brightness, random)));
        }
        if (contrast > 0) {
            operations.add(FrameStatistics.contrast(factor(contrast, random)));
        }
        if (saturation > 0) {
            operations.add(ColorOperations.saturation(factor(saturation, random)));
        }
        if (hue > 0) {
            operations.add(ColorOperations.hue(Uniform.draw(-hue, hue, random)));
        }
        return PixelOperation.inOrder(shuffled(operations, random));
    }

    private static double factor(double amount, RandomGenerator random) {
        return Uniform.draw(Math.max(0, 1 - amount), 1 + amount, random);
    }

    private static List<PixelOperation> shuffled(List<PixelOperation> operations, RandomGenerator random) {
        List<PixelOperation> left = new ArrayList<>(operations);
        List<PixelOperation> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(random.nextInt(left.size())));
        }
        return order;
    }
}
