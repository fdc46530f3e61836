package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenShareTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void fewAreAllThere() {
        assertThat(EvenShare.of(numbers(0), 10)).isEmpty();
        assertThat(EvenShare.of(numbers(10), 10)).isEqualTo(numbers(10));
    }

    @Test
    void ofManyEverySoManyIsTaken() {
        assertThat(EvenShare.of(numbers(11), 10)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(EvenShare.of(numbers(1001), 10))
                .hasSize(10)
                .startsWith(0, 101)
                .endsWith(909);
    }
}
