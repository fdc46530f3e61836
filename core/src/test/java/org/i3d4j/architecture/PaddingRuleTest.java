package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaddingRuleTest {

    /** As PyTorch counts for padding of (kernel - 1) / 2. */
    @ParameterizedTest
    @CsvSource({
        "224, 7, 2, 3, 112",
        "225, 7, 2, 3, 113",
        "8, 5, 1, 2, 8",
        "9, 5, 2, 2, 5",
        "8, 2, 2, 0, 4",
        "9, 2, 2, 0, 4",
        "7, 1, 2, 0, 4",
        "1, 2, 2, 0, 0"
    })
    void halfIsTheSameForEverySize(int size, int kernel, int stride, int side, int output) {
        assertThat(PaddingRule.HALF.of(size, kernel, stride)).isEqualTo(new AxisPadding(side, side));
        assertThat(PaddingRule.HALF.outputSize(size, kernel, stride)).isEqualTo(output);
    }

    /** The last window begins within what was padded, and one more would not fit. */
    @ParameterizedTest
    @EnumSource
    void windowsFillWhatIsPadded(PaddingRule rule) {
        for (int kernel = 1; kernel <= 7; kernel++) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int size = kernel; size <= 40; size++) {
                    AxisPadding padding = rule.of(size, kernel, stride);
                    int padded = size + padding.before() + padding.after();
                    int windows = rule.outputSize(size, kernel, stride);
                    assertThat((windows - 1) * stride + kernel).isLessThanOrEqualTo(padded);
                    assertThat(windows * stride + kernel).isGreaterThan(padded);
                }
            }
        }
    }
}
