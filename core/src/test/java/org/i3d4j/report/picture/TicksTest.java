package org.i3d4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    private static List<String> labels(Ticks ticks) {
        return ticks.values().stream().map(ticks::label).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3e-7, 0.07, 0.3, 1, 1.5, 7, 9.99, 10, 99, 137, 5025, 1e9})
    void aStepIsOneTwoOrFiveTimesAPowerOfTen(double length) {
        Ticks ticks = Ticks.within(0, length, 8);

        double mantissa = ticks.step() / Math.pow(10, Math.floor(Math.log10(ticks.step()) + 1e-9));
        assertThat(Math.round(mantissa)).isIn(1L, 2L, 5L);
        assertThat(mantissa).isCloseTo(Math.rint(mantissa), Offset.offset(1e-6));
        // At most a tick for each eighth, and one at zero; steps grow by 2.5 at most.
        assertThat(ticks.values()).hasSizeBetween(4, 9);
        assertThat(ticks.last()).isLessThanOrEqualTo(length * (1 + 1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "9.7, 1",
        "30, 5",
        "100, 10",
        "137, 20",
        "600, 60",
        "1800, 300",
        "5025, 600",
        "7200, 600",
        "90000, 18000"
    })
    void timesAreRoundOnAClock(double seconds, double step) {
        Ticks ticks = Ticks.ofTime(seconds, 12);

        assertThat(ticks.step()).isEqualTo(step);
        assertThat(ticks.first()).isZero();
        assertThat(ticks.last()).isLessThanOrEqualTo(seconds);
    }

    @Test
    void countsAreWholeAndReachTheLargest() {
        assertThat(labels(Ticks.ofCounts(0, 3))).containsExactly("0", "1");
        assertThat(labels(Ticks.ofCounts(2, 6))).containsExactly("0", "1", "2");
        assertThat(labels(Ticks.ofCounts(1662, 3))).containsExactly("0", "1,000", "2,000");
    }

    @Test
    void wholeNumbersHaveNoHalves() {
        assertThat(labels(Ticks.wholeWithin(1, 3, 8))).containsExactly("1", "2", "3");
        assertThat(labels(Ticks.wholeWithin(4.5, 5.5, 8))).containsExactly("5");
        assertThat(labels(Ticks.wholeWithin(0, 4000, 8)))
                .hasSize(9)
                .startsWith("0", "500")
                .endsWith("4,000");
    }

    @Test
    void labelsHaveTheDigitsThatTellThemApart() {
        assertThat(labels(Ticks.within(0, 1, 5))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Ticks.within(0, 1e-3, 5))).containsExactly("0", "2e-4", "4e-4", "6e-4", "8e-4", "1e-3");
        assertThat(labels(Ticks.within(1e-4, 2e-4, 2))).containsExactly("1e-4", "1.5e-4", "2e-4");
        assertThat(labels(Ticks.within(-1, 1, 2))).containsExactly("-1", "0", "1");
    }

    @Test
    void ticksAroundValuesHoldThemAll() {
        Ticks ticks = Ticks.around(0.31, 5.7, 5);
        assertThat(ticks.first()).isLessThanOrEqualTo(0.31);
        assertThat(ticks.last()).isGreaterThanOrEqualTo(5.7);
        assertThat(Ticks.around(3, 3, 5).last())
                .isGreaterThan(Ticks.around(3, 3, 5).first());
    }
}
