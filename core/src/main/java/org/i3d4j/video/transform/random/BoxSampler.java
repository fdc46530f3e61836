package org.i3d4j.video.transform.random;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws the sides of a box from its share of an area and its aspect ratio, as torchvision does: the share uniform, the
 * ratio uniform in its logarithm. The ranges are those of a transform, which has checked them.
 *
 * @param shares least and greatest share, above 0
 * @param ratios least and greatest aspect ratio, above 0
 */
public record BoxSampler(List<Double> shares, List<Double> ratios) {
    /** How often torchvision tries to fit a box in. */
    public static final int TRIES = 10;

    public BoxSampler {
        shares = List.copyOf(shares);
        ratios = List.copyOf(ratios);
    }

    /**
     * Sides of a box, in pixels.
     *
     * @param along square root of area times ratio
     * @param across square root of area by ratio
     */
    public record Sides(int along, int across) {}

    /** One draw for an area of {@code pixels}. */
    public Sides draw(long pixels, RandomGenerator random) {
        double area = pixels * Uniform.draw(shares.get(0), shares.get(1), random);
        double ratio = Math.exp(Uniform.draw(Math.log(ratios.get(0)), Math.log(ratios.get(1)), random));
        return new Sides((int) Math.rint(Math.sqrt(area * ratio)), (int) Math.rint(Math.sqrt(area / ratio)));
    }
}
