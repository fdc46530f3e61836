package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClassFiguresTest {
    /** Rows: 3 1 0 0; 2 1 1 0; 0 1 0 0; nothing. */
    private static ConfusionMatrix matrix() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        add(matrix, 0, 0, 3);
        add(matrix, 0, 1, 1);
        add(matrix, 1, 0, 2);
        add(matrix, 1, 1, 1);
        add(matrix, 1, 2, 1);
        add(matrix, 2, 1, 1);
        return matrix;
    }

    private static void add(ConfusionMatrix matrix, int truth, int predicted, int times) {
        for (int i = 0; i < times; i++) {
            matrix.add(truth, predicted);
        }
    }

    @Test
    void recallIsOverTheRowAndPrecisionOverTheColumn() {
        ClassFigures figures = new ClassFigures(matrix(), 0);

        assertThat(figures.samples()).isEqualTo(4);
        assertThat(figures.correct()).isEqualTo(3);
        assertThat(figures.recall()).isEqualTo(3.0 / 4);
        assertThat(figures.precision()).isEqualTo(3.0 / 5);
        // 2 * 0.75 * 0.6 / (0.75 + 0.6) = 2/3
        assertThat(figures.f1()).isEqualTo(6.0 / 9);
    }

    @Test
    void namesTheMostFrequentMistake() {
        assertThat(new ClassFigures(matrix(), 1).mostFrequentMistake()).contains(new ConfusedPair(1, 0, 2, 0.5));
        assertThat(new ClassFigures(matrix(), 3).mostFrequentMistake()).isEmpty();
    }

    @Test
    void isUndefinedForAClassThatNeverOccurs() {
        ClassFigures never = new ClassFigures(matrix(), 3);

        assertThat(never.recall()).isNaN();
        assertThat(never.precision()).isNaN();
        assertThat(never.f1()).isNaN();
        assertThatThrownBy(() -> new ClassFigures(matrix(), 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isZeroForAClassThatWasNeverFound() {
        ClassFigures missed = new ClassFigures(matrix(), 2);

        assertThat(missed.recall()).isZero();
        assertThat(missed.precision()).isZero();
        assertThat(missed.f1()).isZero();
    }

    @Test
    void pairsComeMostFrequentFirstThenByTheirShare() {
        assertThat(ConfusedPair.of(matrix()))
                .containsExactly(
                        new ConfusedPair(1, 0, 2, 0.5),
                        new ConfusedPair(2, 1, 1, 1),
                        new ConfusedPair(0, 1, 1, 0.25),
                        new ConfusedPair(1, 2, 1, 0.25));
        assertThat(ConfusedPair.of(new ConfusionMatrix(3))).isEmpty();
    }
}
