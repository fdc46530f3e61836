package org.i3d4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void takesTheMiddleOfAnOddNumberOfRuns() {
        Timing timing = new Timing(List.of(3.0, 1.0, 10.0, 2.0, 2.5));

        assertThat(timing.medianSeconds()).isEqualTo(2.5);
        assertThat(timing.shortestSeconds()).isEqualTo(1);
        assertThat(timing.longestSeconds()).isEqualTo(10);
        // Distances from 2.5: 0.5, 1.5, 7.5, 0.5, 0.
        assertThat(timing.medianDeviationSeconds()).isEqualTo(0.5);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        Timing timing = new Timing(List.of(4.0, 1.0, 2.0, 9.0));

        assertThat(timing.medianSeconds()).isEqualTo(3);
        // Distances from 3: 1, 2, 1, 6.
        assertThat(timing.medianDeviationSeconds()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void aSingleRunHasNoSpread() {
        Timing timing = new Timing(List.of(0.25));

        assertThat(timing.medianSeconds()).isEqualTo(0.25);
        assertThat(timing.medianDeviationSeconds()).isZero();
    }

    @Test
    void refusesToTellOfNoRun() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Timing(List.of()));
    }
}
