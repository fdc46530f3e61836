package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Test
    void averagesTheGapsOfTheBinsByTheirSamples() {
        Calibration calibration = new Calibration(4);
        // (0.5, 0.75]: mean confidence 0.65, accuracy 1/2. (0.75, 1]: 0.9 and 2/3. The others are empty.
        calibration.add(0.6, true);
        calibration.add(0.7, false);
        calibration.add(0.8, true);
        calibration.add(0.9, true);
        calibration.add(1.0, false);

        assertThat(calibration.expectedError()).isCloseTo((2 * (0.65 - 0.5) + 3 * (0.9 - 2.0 / 3)) / 5, ROUNDING);
        assertThat(calibration.samples()).isEqualTo(5);
        Calibration.Bin bin = calibration.bins().get(2);
        assertThat(bin.lower()).isEqualTo(0.5);
        assertThat(bin.upper()).isEqualTo(0.75);
        assertThat(bin.samples()).isEqualTo(2);
        assertThat(bin.meanConfidence()).isCloseTo(0.65, ROUNDING);
        assertThat(bin.accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().get(0).accuracy()).isNaN();
    }

    @Test
    void countsTooLittleConfidenceAsMuchAsTooMuch() {
        Calibration calibration = new Calibration(2);
        calibration.add(0.2, true);
        calibration.add(0.8, false);

        assertThat(calibration.expectedError()).isCloseTo(0.8, ROUNDING);
        assertThat(calibration.bins().get(0).gap()).isCloseTo(-0.8, ROUNDING);
    }

    @Test
    void putsABoundIntoTheBinBelow() {
        Calibration calibration = new Calibration(4);
        calibration.add(0, false);
        calibration.add(0.25, false);
        calibration.add(0.5, false);
        calibration.add(Math.nextUp(0.5), false);
        calibration.add(1, false);

        assertThat(calibration.bins()).extracting(Calibration.Bin::samples).containsExactly(2L, 1L, 1L, 1L);
    }

    @Test
    void isUndefinedWithoutPredictionsOrWithAConfidenceThatIsNoNumber() {
        Calibration calibration = new Calibration(15);
        assertThat(calibration.expectedError()).isNaN();
        calibration.add(0.5, true);
        assertThat(calibration.expectedError()).isEqualTo(0.5);
        calibration.add(Double.NaN, false);
        assertThat(calibration.expectedError()).isNaN();
        assertThat(calibration.samples()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoProbability() {
        Calibration calibration = new Calibration(15);
        assertThatThrownBy(() -> calibration.add(1.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calibration.add(-0.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
