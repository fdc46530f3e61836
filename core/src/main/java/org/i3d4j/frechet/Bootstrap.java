package org.i3d4j.frechet;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.i3d4j.data.SampleRandom;
import org.i3d4j.error.ShapeException;

/**
 * How much a distance would change with other clips of the same number: it is computed of clips that are drawn again from those of each
 * set, with repeats (Efron's bootstrap). Drawn sets lie further apart than those they are drawn of, since repeats leave others out; so the
 * interval is that of the resamples, moved by this bias to lie around the distance.
 *
 * @param low end of the middle 95 %, at least 0
 * @param high its other end
 * @param standardError standard deviation of the resamples
 * @param bias by how much the mean of the resamples is above the distance
 * @param resamples how many
 */
public record Bootstrap(double low, double high, double standardError, double bias, int resamples) {
    /** So many that one lies in each tail of 2.5 %. */
    public static final int LEAST_RESAMPLES = 40;

    private static final double TAIL = 0.025;

    /**
     * A set to draw from.
     *
     * @param statistics of all of it
     * @param features a row a clip; empty where statistics alone are known, which then stay as they are
     */
    public record Side(FeatureStatistics statistics, Optional<List<double[]>> features) {
        private FeatureStatistics drawn(RandomGenerator random, CovarianceDivisor divisor) {
            return features.map(rows -> drawn(rows, random, divisor)).orElse(statistics);
        }

        private static FeatureStatistics drawn(List<double[]> rows, RandomGenerator random, CovarianceDivisor divisor) {
            FeatureMoments moments = new FeatureMoments(rows.get(0).length);
            for (int i = 0; i < rows.size(); i++) {
                moments.add(rows.get(random.nextInt(rows.size())));
            }
            return moments.statistics(divisor);
        }
    }

    /**
     * Draws on all cores; the result hangs on the seed alone.
     *
     * @param distance of both sides
     * @throws ShapeException if there are fewer than {@value #LEAST_RESAMPLES} resamples
     */
    public static Bootstrap of(
            double distance, Side real, Side generated, CovarianceDivisor divisor, int resamples, long seed) {
        if (resamples < LEAST_RESAMPLES) {
            throw new ShapeException(resamples + " resamples; expected at least " + LEAST_RESAMPLES
                    + ", so that one lies in each tail of 2.5 %");
        }
        double[] drawn = IntStream.range(0, resamples)
                .parallel()
                .mapToDouble(i -> {
                    RandomGenerator random = SampleRandom.of(seed, 0, i);
                    return FrechetDistance.between(real.drawn(random, divisor), generated.drawn(random, divisor))
                            .value();
                })
                .sorted()
                .toArray();
        double mean = IntStream.range(0, resamples).mapToDouble(i -> drawn[i]).sum() / resamples;
        double squares = 0;
        for (double value : drawn) {
            squares += (value - mean) * (value - mean);
        }
        double bias = mean - distance;
        return new Bootstrap(
                Math.max(0, quantile(drawn, TAIL) - bias),
                quantile(drawn, 1 - TAIL) - bias,
                Math.sqrt(squares / (resamples - 1)),
                bias,
                resamples);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
