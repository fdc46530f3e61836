package org.i3d4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitsDifferenceTest {

    private static Logits logits(float... values) {
        return new Logits(values, 2);
    }

    @Test
    void measuresTheLargestAndTheWholeDifference() {
        LogitsDifference difference = LogitsDifference.of(logits(3, 4, 0, 0), logits(3, 1, 0, 4));

        assertThat(difference.largest()).isEqualTo(4);
        assertThat(difference.relative()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotANumberCanNotBeCompared(float value) {
        assertThatThrownBy(() -> LogitsDifference.of(logits(1, 2), logits(1, value)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("score of class 1 is " + value);
    }

    @Test
    void otherNumbersOfClipsAreRefused() {
        assertThatThrownBy(() -> LogitsDifference.of(logits(1, 2), logits(1, 2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1x2 logits against 2x2");
    }
}
