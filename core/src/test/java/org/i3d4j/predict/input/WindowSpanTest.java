package org.i3d4j.predict.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.i3d4j.predict.input.WindowSpan.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSpanTest {
    private static final WindowSpan SPAN = WindowSpan.full(10, 20);

    @ParameterizedTest
    @CsvSource({"10, 10", "11, 9", "19, 1", "20, 0", "30, 0", "9, 0"})
    void whatAWindowHasOfTheNext(int start, int shared) {
        assertThat(SPAN.sharedWith(WindowSpan.full(start, start + 10))).isEqualTo(shared);
    }

    @Test
    void windowsThatAreFilledUpOrOfAnotherLengthHaveNothing() {
        WindowSpan filled = new WindowSpan(12, 20, 10, Filling.LOOP);

        assertThat(SPAN.sharedWith(filled)).isZero();
        assertThat(filled.sharedWith(WindowSpan.full(13, 23))).isZero();
        assertThat(SPAN.sharedWith(WindowSpan.full(12, 20))).isZero();
    }
}
