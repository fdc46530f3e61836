package org.i3d4j.data.mixing;

import java.util.random.RandomGenerator;

/** Draws from Beta(alpha, alpha), as the ratio of two Gamma draws. */
final class BetaShare {
    private BetaShare() {}

    /** A number in [0, 1]; {@code alpha} above 0. In logarithms, since Gamma draws of a small alpha underflow. */
    static double draw(double alpha, RandomGenerator random) {
        double one = logGamma(alpha, random);
        double other = logGamma(alpha, random);
        return 1 / (1 + Math.exp(other - one));
    }

    /** The logarithm of a Gamma(alpha, 1) draw: Gamma(alpha + 1) times U^(1/alpha). */
    private static double logGamma(double alpha, RandomGenerator random) {
        return Math.log(gammaAboveOne(alpha + 1, random)) + Math.log(1 - random.nextDouble()) / alpha;
    }

    /** Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000). */
    private static double gammaAboveOne(double shape, RandomGenerator random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            double log = Math.log(1 - random.nextDouble());
            if (v > 0 && log < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
