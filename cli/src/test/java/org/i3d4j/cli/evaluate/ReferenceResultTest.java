package org.i3d4j.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceResultTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1.0",
        "0.71, 0.71",
        "0.6666666666666666, 0.6666666666666666",
        "0.002, 0.002",
        "0.0001, 0.0001",
        "0.00005, 5e-05",
        "0.000012345, 1.2345e-05",
        "2.5e-11, 2.5e-11"
    })
    void writesNumbersAsPythonDoes(double share, String expected) {
        assertThat(ReferenceResult.python(share)).isEqualTo(expected);
    }
}
