package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.pixels.Erase;
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.frames.ClipGeometry;

/**
 * Overwrites a random box of a clip, the same in all frames, with a probability: torchvision's RandomErasing (Zhong et
 * al., AAAI 2020), but on levels before they are scaled.
 *
 * @param minScale least share of the clip's area, above 0
 * @param maxScale greatest share, at most 1
 * @param minRatio least height by width
 * @param maxRatio greatest height by width
 */
public record VideoRandomErasing(
        double probability, double minScale, double maxScale, double minRatio, double maxRatio, Fill fill)
        implements PixelTransform {

    /** What the box is filled with. */
    public enum Fill {
        /** The level that {@link VideoToTensor} makes 0 of, or the nearest. */
        MEAN,
        /** Black. */
        ZERO,
        /** Uniform noise, the same in all frames. */
        RANDOM
    }

    public VideoRandomErasing {
        if (!(probability >= 0 && probability <= 1)) {
            throw new ConfigException("VideoRandomErasing: probability must be between 0 and 1, found " + probability);
        }
        new BoxSampler(minScale, maxScale, minRatio, maxRatio);
    }

    @Override
    public PixelOperation draw(ClipGeometry crop, VideoToTensor tensor, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return PixelOperation.NONE;
        }
        BoxSampler boxes = new BoxSampler(minScale, maxScale, minRatio, maxRatio);
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
        return switch (fill) {
            case MEAN ->
                Erase.withColor(
                        top, left, height, width, tensor.meanLevel(0), tensor.meanLevel(1), tensor.meanLevel(2));
            case ZERO -> Erase.withColor(top, left, height, width, 0, 0, 0);
            case RANDOM -> Erase.withNoise(top, left, height, width, random);
        };
    }
}
