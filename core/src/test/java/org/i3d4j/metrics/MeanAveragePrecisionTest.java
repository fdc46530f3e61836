package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanAveragePrecisionTest {
    private static double averagePrecision(float[] scores, int... positives) {
        MeanAveragePrecision metric = new MeanAveragePrecision(1);
        for (int video = 0; video < scores.length; video++) {
            int index = video;
            boolean positive = IntStream.of(positives).anyMatch(other -> other == index);
            metric.add(new float[] {scores[video]}, positive ? List.of(0) : List.of());
        }
        return metric.averagePrecision(0);
    }

    /** The example in the documentation of scikit-learn's average_precision_score: y 0,0,1,1; 0.8333 is 5/6. */
    @Test
    void agreesWithScikitLearnsExample() {
        assertThat(averagePrecision(new float[] {0.1f, 0.4f, 0.35f, 0.8f}, 2, 3))
                .isCloseTo(5 / 6.0, within(1e-12));
    }

    /**
     * By hand, hits at ranks 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
     */
    @Test
    void isTheMeanOfThePrecisionsAtTheHits() {
        assertThat(averagePrecision(new float[] {-1, 6, 3, 5, 2, 4}, 1, 5, 0))
                .isCloseTo((1 + 2 / 3.0 + 0.5) / 3, within(1e-12));
    }

    /** By hand, thresholds 2 (1 hit of 1), 1 (2 of 3 together with the tie) and 0 (3 of 5): 1/3 (1 + 2/3 + 3/5). */
    @Test
    void equalScoresAreOneStepWhateverTheirOrder() {
        double expected = (1 + 2 / 3.0 + 3 / 5.0) / 3;

        assertThat(averagePrecision(new float[] {2, 1, 1, 0, 0}, 0, 1, 3)).isCloseTo(expected, within(1e-12));
        assertThat(averagePrecision(new float[] {2, 1, 1, -0f, 0}, 0, 2, 4)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void nanRanksBehindEverything() {
        assertThat(averagePrecision(new float[] {Float.NaN, -1, -2}, 0)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void theMeanLeavesOutClassesThatNeverOccur() {
        MeanAveragePrecision metric = new MeanAveragePrecision(3);
        metric.add(new float[] {0.9f, 0.1f, 0.5f}, List.of(0, 2));
        metric.add(new float[] {0.2f, 0.8f, 0.7f}, List.of());

        assertThat(metric.perClass()).containsExactly(1, Double.NaN, 0.5);
        assertThat(metric.mean()).isEqualTo(0.75);
        assertThat(metric.classesWithPositives()).isEqualTo(2);
        assertThat(metric.positives(2)).isEqualTo(1);
        assertThat(metric.samples()).isEqualTo(2);
        assertThat(new MeanAveragePrecision(2).mean()).isNaN();
    }

    @Test
    void refusesScoresAndLabelsOfOtherClasses() {
        MeanAveragePrecision metric = new MeanAveragePrecision(2);

        assertThatThrownBy(() -> metric.add(new float[3], List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metric.add(new float[2], List.of(2))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(metric.samples()).isZero();
    }
}
