package org.i3d4j.network.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeRuleTest {
    private static final int LEVELS = 255;
    private static final int COUNT = 100_000;

    private static ValueHistogram of(ToDoubleFunction<SplittableRandom> distribution) {
        SplittableRandom random = new SplittableRandom(7);
        float[] drawn = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            drawn[i] = (float) distribution.applyAsDouble(random);
        }
        ValueHistogram values = new ValueHistogram();
        values.add(drawn);
        return values;
    }

    /** Quantile of share p: -ln(1 - p). */
    private static double exponential(SplittableRandom random) {
        return -Math.log1p(-random.nextDouble());
    }

    @Test
    void theLargestValueIsTheLargest() {
        ValueHistogram values = of(SplittableRandom::nextDouble);
        values.add(17);

        assertThat(RangeRule.max().rangeOf(values, LEVELS)).isEqualTo(17);
    }

    /** The quantiles of 100,000 drawn values are off by 4 % at 99.9 %, less below. */
    @ParameterizedTest
    @ValueSource(doubles = {50, 90, 99, 99.9})
    void aPercentileIsTheQuantile(double percent) {
        float range = RangeRule.percentile(percent).rangeOf(of(RangeRuleTest::exponential), LEVELS);

        double quantile = -Math.log(1 - percent / 100);
        assertThat((double) range).isCloseTo(quantile, within(0.04 * quantile));
    }

    @Test
    void zerosCountAmongThePercent() {
        ValueHistogram values = of(random -> random.nextInt(4) == 0 ? random.nextDouble() : 0);

        assertThat((double) RangeRule.percentile(90).rangeOf(values, LEVELS)).isCloseTo(0.6, within(0.02));
    }

    @Test
    void allPercentAreTheLargestValue() {
        ValueHistogram values = of(RangeRuleTest::exponential);

        assertThat(RangeRule.percentile(100).rangeOf(values, LEVELS)).isEqualTo(values.largest());
    }

    @Test
    void aMapThatIsAlmostAlwaysZeroKeepsWhatItHas() {
        ValueHistogram values = of(random -> 0);
        values.add(2, 3);

        assertThat(RangeRule.percentile(99).rangeOf(values, LEVELS)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.5, Double.NaN})
    void percentilesThatMakeNoSenseAreRefused(double percent) {
        assertThatThrownBy(() -> RangeRule.percentile(percent))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(String.valueOf(percent));
    }

    @Test
    void entropyKeepsAllOfAnEvenDistribution() {
        float range = RangeRule.entropy().rangeOf(of(SplittableRandom::nextDouble), LEVELS);

        assertThat((double) range).isCloseTo(1, within(0.02));
    }

    /** One value in 10,000 lies 30 times as far out as the others. */
    @Test
    void entropyCutsOffWhatLiesFarOutside() {
        ValueHistogram values = of(random -> (random.nextInt(10_000) == 0 ? 30 : 1) * random.nextDouble());

        assertThat((double) RangeRule.entropy().rangeOf(values, LEVELS)).isBetween(0.95, 3.0);
    }

    @Test
    void entropyOfFewBinsIsTheLargestValue() {
        ValueHistogram values = new ValueHistogram();
        values.add(0.5f);

        assertThat(RangeRule.entropy().rangeOf(values, LEVELS)).isEqualTo(0.5f);
    }
}
