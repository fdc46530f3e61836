package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void countsAnswersThatAreTheSameAndThatAreRight() {
        Agreement agreement = new Agreement();
        agreement.add(new float[] {3, 1}, new float[] {2, 1}, 0);
        agreement.add(new float[] {3, 1}, new float[] {1, 2}, 1);
        agreement.add(new float[] {1, 3}, new float[] {1, 2}, 0);
        agreement.add(new float[] {1, 3}, new float[] {1, 2});

        assertThat(agreement.answers()).isEqualTo(4);
        assertThat(agreement.sameTop1()).isEqualTo(0.75);
        assertThat(agreement.top1().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void measuresTheDifferenceOfAllLogitsTogether() {
        Agreement agreement = new Agreement();
        agreement.add(new float[] {3, 0}, new float[] {3, 1});
        agreement.add(new float[] {0, 4}, new float[] {2, 4});

        assertThat(agreement.relativeDifference()).isCloseTo(Math.sqrt(5) / 5, within(1e-12));
        assertThat(agreement.top1()).isEmpty();
    }

    @Test
    void anotherNumberOfLogitsIsRefused() {
        assertThatThrownBy(() -> new Agreement().add(new float[] {1, 2}, new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 logits against 1");
    }
}
