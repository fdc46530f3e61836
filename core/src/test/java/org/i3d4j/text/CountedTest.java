package org.i3d4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({
        "1, clip, 1 clip",
        "0, clip, 0 clips",
        "2, clip, 2 clips",
        "1, class, 1 class",
        "3, class, 3 classes",
        "2, batch, 2 batches",
        "2, epoch, 2 epochs",
        "1, more entry, 1 more entry",
        "7, more entry, 7 more entries",
        "5, way, 5 ways",
        "1200000, input channel, 1200000 input channels"
    })
    void oneIsNotSeveral(long number, String noun, String words) {
        assertThat(Counted.of(number, noun)).isEqualTo(words);
    }
}
