package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamWeightsTest {

    @Test
    void logitsAreAddedClassByClass() {
        float[] rgb = {1, -2, 0.5f};
        float[] flow = {0.25f, 4, -1};

        assertThat(StreamWeights.EQUAL.sum(rgb, flow)).containsExactly(1.25f, 2, -0.5f);
        assertThat(rgb).containsExactly(1, -2, 0.5f);
        assertThat(new StreamWeights(2, 0.5).sum(rgb, flow)).containsExactly(2.125f, -2, 0.5f);
    }

    @Test
    void streamsOfOtherClassesAreRefused() {
        assertThatThrownBy(() -> StreamWeights.EQUAL.sum(new float[400], new float[600]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("the streams have 400 and 600 classes; expected the same");
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,0", "NaN,1", "1,NaN", "Infinity,1"})
    void weightsThatMakeNoSumAreRefused(double rgb, double flow) {
        assertThatThrownBy(() -> new StreamWeights(rgb, flow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("found " + rgb + " and " + flow);
    }

    @Test
    void weightsAreToldAsTheyWereGiven() {
        assertThat(StreamWeights.EQUAL).hasToString("1:1");
        assertThat(new StreamWeights(1, 1.5)).hasToString("1:1.5");
    }
}
