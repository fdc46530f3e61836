package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AveragingTest {
    /** Scores are float32. */
    private static final Offset<Double> FLOAT = Offset.offset(1e-6);

    private static float log(double value) {
        return (float) Math.log(value);
    }

    @Test
    void averagesLogits() {
        float[] scores = Averaging.LOGITS.scores(List.of(new float[] {1, 5}, new float[] {3, -1}), false);

        assertThat(scores).containsExactly(2, 2);
    }

    @Test
    void averagesSoftmaxProbabilities() {
        // Shares 1/4, 3/4 and, whatever is added to all scores, 9/10, 1/10.
        List<float[]> views = List.of(new float[] {log(1), log(3)}, new float[] {100 + log(9), 100 + log(1)});

        float[] scores = Averaging.SOFTMAX.scores(views, false);

        assertThat(Softmax.of(scores)).containsExactly(new double[] {0.575, 0.425}, Offset.offset(1e-5));
    }

    @Test
    void aSureViewCountsNoMoreThanTheOthersInTheMeanOfProbabilities() {
        List<float[]> views = List.of(new float[] {50, 0}, new float[] {0, 2}, new float[] {0, 2});

        assertThat(Softmax.of(Averaging.LOGITS.scores(views, false))[0]).isGreaterThan(0.99);
        assertThat(Softmax.of(Averaging.SOFTMAX.scores(views, false))[0]).isLessThan(0.5);
    }

    @Test
    void averagesSigmoidProbabilitiesWhereClassesAreIndependent() {
        // 1/4 and 3/4 of the first class, 1/2 and 9/10 of the second.
        List<float[]> views = List.of(new float[] {-log(3), 0}, new float[] {log(3), log(9)});

        assertThat(Sigmoid.of(Averaging.SOFTMAX.scores(views, true))).containsExactly(new double[] {0.5, 0.7}, FLOAT);
    }

    @Test
    void keepsProbabilitiesThatRoundToZeroApart() {
        List<float[]> views = List.of(new float[] {0, -3000, -2000}, new float[] {0, -3000, -2500});

        float[] softmax = Averaging.SOFTMAX.scores(views, false);
        float[] sigmoid = Averaging.SOFTMAX.scores(views, true);

        assertThat(softmax[1]).isEqualTo(-3000);
        assertThat(softmax[2]).isEqualTo((float) (-2000 - Math.log(2)));
        assertThat(sigmoid[1]).isEqualTo(-3000);
        assertThat(Softmax.crossEntropy(softmax, 1)).isCloseTo(3000, Offset.offset(1e-3));
    }

    @Test
    void keepsTheScoresOfOneViewAsTheyAre() {
        float[] view = {3, 1};

        assertThat(Averaging.SOFTMAX.scores(List.of(view), false)).isSameAs(view);
        assertThat(Averaging.LOGITS.scores(List.of(view), true)).isSameAs(view);
    }

    @Test
    void keepsWhatIsNoNumberVisible() {
        List<float[]> views = List.of(new float[] {Float.NaN, 1}, new float[] {0, 1});

        assertThat(Averaging.SOFTMAX.scores(views, false)).containsExactly(Float.NaN, Float.NaN);
        assertThat(Averaging.SOFTMAX.scores(views, true)[0]).isNaN();
    }
}
