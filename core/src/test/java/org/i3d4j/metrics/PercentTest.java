package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
    @Test
    void sharesHaveTwoDecimalsASpaceAndTheSign() {
        assertThat(Percent.of(0.98101)).isEqualTo("98.10 %");
        assertThat(Percent.of(1)).isEqualTo("100.00 %");
        assertThat(Percent.of(0.99763, 3)).isEqualTo("99.763 %");
        assertThat(Percent.of(Double.NaN)).isEqualTo("undefined");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.2, 20 %", "1, 100 %", "0.025, 2.5 %", "0.0666667, 6.67 %"})
    void roundSharesHaveNoDecimalsThatSayNothing(double share, String text) {
        assertThat(Percent.round(share)).isEqualTo(text);
    }
}
