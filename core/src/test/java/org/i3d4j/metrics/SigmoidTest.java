package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SigmoidTest {
    /** Scores are rounded to float32. */
    private static final Offset<Double> FLOAT = Offset.offset(1e-7);

    @Test
    void givesEachClassAProbabilityOfItsOwn() {
        assertThat(Sigmoid.of(new float[] {0, (float) Math.log(3), -1000, 1000}))
                .containsExactly(new double[] {0.5, 0.75, 0, 1}, FLOAT);
        assertThat(Sigmoid.of(new float[] {Float.NaN})).containsExactly(Double.NaN);
    }

    @Test
    void logarithmsStayExactWhereTheProbabilityRoundsToZero() {
        assertThat(Sigmoid.logOf(-2000)).isEqualTo(-2000);
        assertThat(Sigmoid.logOf(2000)).isZero();
        assertThat(Sigmoid.logOf(0)).isCloseTo(-Math.log(2), Offset.offset(1e-15));
    }

    @Test
    void crossEntropyIsTheMeanOverTheClasses() {
        float[] scores = {(float) Math.log(3), (float) Math.log(3), 0};

        // Probabilities 3/4, 3/4, 1/2; the first class occurs.
        assertThat(Sigmoid.crossEntropy(scores, List.of(0)))
                .isCloseTo((-Math.log(0.75) - Math.log(0.25) - Math.log(0.5)) / 3, FLOAT);
        assertThat(Sigmoid.crossEntropy(scores, List.of()))
                .isCloseTo((-Math.log(0.25) - Math.log(0.25) - Math.log(0.5)) / 3, FLOAT);
        assertThat(Sigmoid.crossEntropy(new float[] {-2000, 0}, List.of(0, 1)))
                .isCloseTo((2000 + Math.log(2)) / 2, Offset.offset(1e-10));
        assertThatThrownBy(() -> Sigmoid.crossEntropy(scores, List.of(3)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
