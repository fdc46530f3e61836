package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;
import org.i3d4j.error.ConfigException;

/**
 * Draws the sides of a box from its share of an area and its aspect ratio, as torchvision does: the share uniform, the
 * ratio uniform in its logarithm.
 */
record BoxSampler(double minShare, double maxShare, double minRatio, double maxRatio) {
    /** How often torchvision tries to fit a box in. */
    static final int TRIES = 10;

    BoxSampler {
        boolean shares = minShare > 0 && minShare <= maxShare && maxShare <= 1;
        boolean ratios = minRatio > 0 && minRatio <= maxRatio && maxRatio < Double.POSITIVE_INFINITY;
        if (!shares || !ratios) {
            throw new ConfigException(
                    "a random box needs 0 < least <= greatest <= 1 as shares of the area and 0 < least"
                            + " <= greatest as aspect ratios; found " + minShare + " to " + maxShare + " and "
                            + minRatio
                            + " to " + maxRatio);
        }
    }

    /**
     * Sides of a box, in pixels.
     *
     * @param along square root of area times ratio
     * @param across square root of area by ratio
     */
    record Sides(int along, int across) {}

    /** One draw for an area of {@code pixels}. */
    Sides draw(long pixels, RandomGenerator random) {
        double area = pixels * Uniform.draw(minShare, maxShare, random);
        double ratio = Math.exp(Uniform.draw(Math.log(minRatio), Math.log(maxRatio), random));
        return new Sides((int) Math.rint(Math.sqrt(area * ratio)), (int) Math.rint(Math.sqrt(area / ratio)));
    }
}
