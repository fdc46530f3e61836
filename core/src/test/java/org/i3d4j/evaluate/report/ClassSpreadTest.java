package org.i3d4j.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassSpreadTest {
    private static List<Integer> of(int items, int classes, int count) {
        return ClassSpread.of(IntStream.range(0, items).boxed().toList(), item -> item % classes, count);
    }

    @Test
    void asManyClassesAsThereIsRoomForAreChosen() {
        // Every 40th of 160 videos in turn of 8 classes would be of one.
        assertThat(of(160, 8, 4)).containsExactly(0, 2, 4, 6);
        assertThat(of(20_000, 400, 4)).containsExactly(0, 100, 200, 300);
    }

    @Test
    void ofFewClassesEachGivesSeveral() {
        assertThat(of(100, 2, 4)).containsExactly(0, 1, 2, 3);
        assertThat(of(100, 3, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void thereMayBeFewerThanWanted() {
        assertThat(of(3, 8, 4)).containsExactly(0, 1, 2);
        assertThat(of(0, 8, 4)).isEmpty();
        assertThat(ClassSpread.of(List.of("a", "b", "c"), item -> 7, 2)).containsExactly("a", "b");
    }
}
