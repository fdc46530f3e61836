package org.i3d4j.video.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.pixels.ColorOperations;
import org.i3d4j.video.pixels.FrameStatistics;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.pixels.PointOperations;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Changes brightness, contrast, saturation and hue of a clip by random amounts in random order: torchvision's ColorJitter.
 * Factors are uniform in [max(0, 1 - x), 1 + x]; what is 0 is left out.
 *
 * @param hue greatest turn of the colour wheel either way, in turns, at most 0.5
 */
public record VideoColorJitter(double brightness, double contrast, double saturation, double hue)
        implements PixelTransform {
    public VideoColorJitter {
        boolean factors = amount(brightness) && amount(contrast) && amount(saturation);
        if (!factors || !(hue >= 0 && hue <= 0.5)) {
            throw new ConfigException("VideoColorJitter: brightness, contrast and saturation must be at least 0 and hue"
                    + " between 0 and 0.5; found " + brightness + ", " + contrast + ", " + saturation + " and " + hue);
        }
    }

    private static boolean amount(double amount) {
        return amount >= 0 && amount < Double.POSITIVE_INFINITY;
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
