package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    /** Some roundings of a double. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    @Test
    void scalesExponentialsToSumOne() {
        float[] scores = {(float) Math.log(1), (float) Math.log(2), (float) Math.log(5)};

        double[] probabilities = Softmax.of(scores);

        // The logarithms were rounded to float32.
        assertThat(probabilities).containsExactly(new double[] {0.125, 0.25, 0.625}, Offset.offset(1e-7));
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, ROUNDING);
    }

    @Test
    void givesEqualScoresEqualShares() {
        assertThat(Softmax.of(new float[] {-3, -3, -3, -3}))
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, ROUNDING);
        assertThat(Softmax.of(new float[] {7})).containsExactly(new double[] {1}, ROUNDING);
    }

    @Test
    void staysFiniteForScoresWhoseExponentialsAreNot() {
        assertThat(Softmax.of(new float[] {5000, 5000, -5000})).containsExactly(new double[] {0.5, 0.5, 0}, ROUNDING);
        assertThat(Softmax.of(new float[] {-5000, -5000})).containsExactly(new double[] {0.5, 0.5}, ROUNDING);
    }

    @Test
    void keepsANaNVisible() {
        assertThat(Softmax.of(new float[] {1, Float.NaN})).containsExactly(Double.NaN, Double.NaN);
        assertThat(Softmax.crossEntropy(new float[] {1, Float.NaN}, 0)).isNaN();
    }

    @Test
    void crossEntropyIsTheNegativeLogarithmOfTheLabelsShare() {
        float[] scores = {0.5f, -1, 2};

        for (int label = 0; label < scores.length; label++) {
            assertThat(Softmax.crossEntropy(scores, label)).isCloseTo(-Math.log(Softmax.of(scores)[label]), ROUNDING);
        }
        assertThat(Softmax.crossEntropy(new float[10], 3)).isCloseTo(Math.log(10), ROUNDING);
    }

    @Test
    void crossEntropyGrowsOnWhereTheShareRoundsToZero() {
        assertThat(Softmax.crossEntropy(new float[] {2000, 0}, 1)).isEqualTo(2000);
        assertThat(Softmax.crossEntropy(new float[] {2000, 0}, 0)).isZero();
    }

    @Test
    void logarithmsStayExactWhereTheShareRoundsToZero() {
        assertThat(Softmax.logOf(new float[] {0, -3000})).containsExactly(0, -3000);
        assertThat(Softmax.logOf(new float[] {7, 7}))
                .containsExactly(new double[] {-Math.log(2), -Math.log(2)}, ROUNDING);
        assertThat(Softmax.logOfSum(-3000, -3000)).isCloseTo(-3000 + Math.log(2), Offset.offset(1e-12));
        assertThat(Softmax.logOfSum(Math.log(2), Math.log(5))).isCloseTo(Math.log(7), ROUNDING);
        assertThat(Softmax.logOfSum(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
