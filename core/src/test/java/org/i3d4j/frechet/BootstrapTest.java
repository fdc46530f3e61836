package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.i3d4j.error.ShapeException;
import org.i3d4j.frechet.Bootstrap.Side;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final CovarianceDivisor LESS = CovarianceDivisor.ONE_LESS;

    private static List<double[]> rows(int count, double shift, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new double[] {random.nextGaussian() + shift, random.nextGaussian()})
                .toList();
    }

    private static Side side(List<double[]> rows) {
        return new Side(FeatureMoments.statistics(rows.toArray(double[][]::new), LESS), Optional.of(rows));
    }

    private static double distance(Side one, Side other) {
        return FrechetDistance.between(one.statistics(), other.statistics()).value();
    }

    /** Of means 3 apart of 200 clips each: d = 9, whose standard error is 2 x 3 x sqrt(2 / 200) = 0.6. */
    @Test
    void isAsWideAsTheDistanceIsUncertain() {
        Side one = side(rows(200, 0, 1));
        Side other = side(rows(200, 3, 2));
        double distance = distance(one, other);

        Bootstrap drawn = Bootstrap.of(distance, one, other, LESS, 400, 7);

        assertThat(drawn.standardError()).isCloseTo(0.6, within(0.12));
        assertThat(drawn.low()).isLessThan(distance);
        assertThat(drawn.high()).isGreaterThan(distance);
        assertThat(drawn.high() - drawn.low()).isCloseTo(4 * drawn.standardError(), within(0.5));
        assertThat(drawn.resamples()).isEqualTo(400);
    }

    /** Sets drawn with repeats lie apart even where those they are drawn of are the same. */
    @Test
    void hasItsBiasTakenOff() {
        Side one = side(rows(30, 0, 1));

        Bootstrap drawn = Bootstrap.of(0, one, one, LESS, 100, 7);

        assertThat(drawn.bias()).isPositive();
        assertThat(drawn.low()).isZero();
        assertThat(drawn.high()).isPositive();
    }

    @Test
    void hangsOnTheSeedAlone() {
        Side one = side(rows(20, 0, 1));
        Side other = side(rows(20, 1, 2));

        assertThat(Bootstrap.of(1, one, other, LESS, 50, 7)).isEqualTo(Bootstrap.of(1, one, other, LESS, 50, 7));
        assertThat(Bootstrap.of(1, one, other, LESS, 50, 7)).isNotEqualTo(Bootstrap.of(1, one, other, LESS, 50, 8));
    }

    @Test
    void leavesStatisticsWithoutFeaturesAsTheyAre() {
        Side known = new Side(side(rows(200, 0, 1)).statistics(), Optional.empty());
        Side other = side(rows(200, 3, 2));

        Bootstrap ofOne = Bootstrap.of(distance(known, other), known, other, LESS, 200, 7);

        // One of two equal variances is left.
        assertThat(ofOne.standardError()).isCloseTo(0.6 / Math.sqrt(2), within(0.12));
    }

    @Test
    void refusesTooFewResamples() {
        Side one = side(rows(20, 0, 1));

        assertThatThrownBy(() -> Bootstrap.of(0, one, one, LESS, 39, 7))
                .isInstanceOf(ShapeException.class)
                .hasMessage("39 resamples; expected at least 40, so that one lies in each tail of 2.5 %");
    }
}
