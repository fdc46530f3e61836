package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMomentsTest {
    private static final double[][] ROWS = {{1, 2}, {3, -2}, {5, 6}};

    /** As {@code numpy.cov(rows, rowvar=False)} and its {@code ddof=0} have them. */
    @Test
    void areMeanAndCovariance() {
        FeatureStatistics less = FeatureMoments.statistics(ROWS, CovarianceDivisor.ONE_LESS);
        FeatureStatistics all = FeatureMoments.statistics(ROWS, CovarianceDivisor.COUNT);

        assertThat(less.count()).isEqualTo(3);
        assertThat(less.mean()).containsExactly(new double[] {3, 2}, within(1e-15));
        assertThat(less.covariance()).containsExactly(new double[] {4, 4, 4, 16}, within(1e-14));
        assertThat(all.covariance()).containsExactly(new double[] {8 / 3.0, 8 / 3.0, 8 / 3.0, 32 / 3.0}, within(1e-14));
    }

    /** Sums of squares would have lost all digits at 1e9. */
    @Test
    void keepTheirDigitsFarFromZero() {
        double[][] far = {{1e9 + 1, 1e9 + 2}, {1e9 + 3, 1e9 - 2}, {1e9 + 5, 1e9 + 6}};

        assertThat(FeatureMoments.statistics(far, CovarianceDivisor.ONE_LESS).covariance())
                .containsExactly(new double[] {4, 4, 4, 16}, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refuseWhatIsNotFinite(double value) {
        FeatureMoments moments = new FeatureMoments(2);
        moments.add(ROWS[0]);

        assertThatThrownBy(() -> moments.add(new double[] {1, value}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a feature of clip 1 is " + value + "; expected finite values");
        assertThat(moments.count()).isEqualTo(1);
    }

    @Test
    void refuseRowsOfAnotherLength() {
        assertThatThrownBy(() -> new FeatureMoments(2).add(new double[3]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("features of 3 dimensions; expected 2");
    }
}
