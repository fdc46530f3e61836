package org.i3d4j.video.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.i3d4j.video.pixels.AffineWarp;
import org.i3d4j.video.pixels.ColorOperations;
import org.i3d4j.video.pixels.FrameStatistics;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.pixels.PointOperations;
import org.i3d4j.video.pixels.Sharpness;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * Changes a clip by operations drawn from fourteen, each of the same strength: RandAugment (Cubuk et al., NeurIPS 2020)
 * with torchvision's operations and magnitudes. Places are taken from the nearest pixel, black outside.
 *
 * @param numOps number of operations, one after the other
 * @param magnitude strength in [0, 30], of 31 steps to the strongest
 */
public record VideoRandAugment(
        @Key(doc = "operations, one after the other", absent = "2", min = 1, max = 100)
        int numOps,

        @Key(doc = "strength of each", absent = "9", min = 0, max = VideoRandAugment.STRONGEST)
        int magnitude)
        implements PixelTransform {
    private static final int STRONGEST = 30;

    /** TranslateX and Y at full strength, as a share of the side: 150 of the 331 pixels of AutoAugment's images. */
    private static final double FARTHEST = 150.0 / 331.0;

    /** The operations; those of which nothing or one direction exists take no sign. */
    private enum Operation {
        IDENTITY,
        SHEAR_X,
        SHEAR_Y,
        TRANSLATE_X,
        TRANSLATE_Y,
        ROTATE,
        BRIGHTNESS,
        COLOR,
        CONTRAST,
        SHARPNESS,
        POSTERIZE,
        SOLARIZE,
        AUTO_CONTRAST,
        EQUALIZE;

        boolean signed() {
            return compareTo(SHEAR_X) >= 0 && compareTo(SHARPNESS) <= 0;
        }
    }

    public VideoRandAugment {
        KeyRules.require(VideoRandAugment.class, numOps, magnitude);
    }

    @Override
    public Optional<String> onlyForRgb() {
        return Optional.of("it changes colours, and turns frames without the motion in them; leave it out");
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        List<PixelOperation> drawn = new ArrayList<>();
        for (int i = 0; i < numOps; i++) {
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            boolean negative = operation.signed() && random.nextBoolean();
            double strength = (double) magnitude / STRONGEST;
            drawn.add(of(operation, negative ? -strength : strength, crop));
        }
        return PixelOperation.inOrder(drawn);
    }

    /** The operation at a strength in [-1, 1]. */
    private static PixelOperation of(Operation operation, double strength, ClipGeometry crop) {
        return switch (operation) {
            case IDENTITY -> PixelOperation.NONE;
            case SHEAR_X -> AffineWarp.shearX(0.3 * strength, crop.height());
            case SHEAR_Y -> AffineWarp.shearY(0.3 * strength, crop.width());
            case TRANSLATE_X -> AffineWarp.translate((int) (FARTHEST * crop.width() * strength), 0);
            case TRANSLATE_Y -> AffineWarp.translate(0, (int) (FARTHEST * crop.height() * strength));
            case ROTATE -> AffineWarp.rotate(30 * strength);
            case BRIGHTNESS -> PointOperations.brightness(1 + 0.9 * strength);
            case COLOR -> ColorOperations.saturation(1 + 0.9 * strength);
            case CONTRAST -> FrameStatistics.contrast(1 + 0.9 * strength);
            case SHARPNESS -> new Sharpness(1 + 0.9 * strength);
            case POSTERIZE -> PointOperations.posterize(8 - (int) Math.rint(4 * strength));
            case SOLARIZE -> PointOperations.solarize(255 * (1 - strength));
            case AUTO_CONTRAST -> FrameStatistics.autoContrast();
            case EQUALIZE -> FrameStatistics.equalize();
        };
    }
}
