package org.i3d4j.network.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueHistogramTest {

    @Test
    void zerosAreCountedApart() {
        ValueHistogram values = new ValueHistogram();
        values.add(0, -0f, 3, -5);

        assertThat(values.count()).isEqualTo(4);
        assertThat(values.largest()).isEqualTo(5);
        assertThat(Arrays.stream(values.counts()).sum()).isEqualTo(2);
    }

    @Test
    void everyValueIsInItsBinHoweverTheRangeGrew() {
        ValueHistogram values = new ValueHistogram();
        values.add(1e-12f, 0.001f, 1, 100, 3, 3);

        long[] counts = values.counts();
        assertThat(values.binWidth()).isEqualTo(128.0 / 4096);
        assertThat(counts).hasSize((int) (100 / values.binWidth()) + 1);
        assertThat(counts[0]).isEqualTo(2);
        assertThat(counts[(int) (1 / values.binWidth())]).isEqualTo(1);
        assertThat(counts[(int) (3 / values.binWidth())]).isEqualTo(2);
        assertThat(counts[counts.length - 1]).isEqualTo(1);
    }

    @Test
    void orderPlaysNoPart() {
        float[] some = new float[1000];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < some.length; i++) {
            some[i] = (float) Math.exp(8 * random.nextDouble() - 4);
        }
        ValueHistogram values = new ValueHistogram();
        values.add(some);
        Arrays.sort(some);
        ValueHistogram ascending = new ValueHistogram();
        ascending.add(some);

        assertThat(values.counts()).isEqualTo(ascending.counts());
    }

    @Test
    void nothingButZerosHasNoBins() {
        ValueHistogram values = new ValueHistogram();
        values.add(0, 0);

        assertThat(values.counts()).isEmpty();
        assertThat(values.largest()).isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(float value) {
        assertThatThrownBy(() -> new ValueHistogram().add(1, value))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("not finite");
    }
}
