package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void topKHoldsAllClassesWhenThereAreFewer() {
        assertThat(TopK.of(new float[] {1, 3, 2}, 5)).containsExactly(1, 2, 0);
        assertThat(TopK.hits(new float[] {1, 3, 2}, 0, 5)).isTrue();
        assertThat(TopK.hits(new float[] {1, 3, 2}, 0, 2)).isFalse();
        assertThatThrownBy(() -> TopK.of(new float[] {1}, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void accuracyIsUndefinedWithoutSamples() {
        Accuracy accuracy = new Accuracy(3);
        assertThat(accuracy.top1()).isNaN();
        assertThat(accuracy.meanClassAccuracy()).isNaN();
    }

    @Test
    void accuracyRefusesScoresAndLabelsOfOtherClasses() {
        Accuracy accuracy = new Accuracy(3);
        assertThatThrownBy(() -> accuracy.add(new float[4], 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accuracy.add(new float[3], 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(accuracy.samples()).isZero();
    }

    @Test
    void recallIsOverTheRowsOfTheTruth() {
        ConfusionMatrix confusion = new ConfusionMatrix(2);
        confusion.add(0, 0);
        confusion.add(0, 1);
        confusion.add(0, 1);
        assertThat(confusion.recall(0)).isEqualTo(1.0 / 3);
        assertThat(confusion.recall(1)).isNaN();
        assertThat(confusion.meanClassAccuracy()).isEqualTo(1.0 / 3);
        assertThat(confusion.count(0, 1)).isEqualTo(2);
    }

    @Test
    void meterWeighsBySamples() {
        Meter meter = new Meter();
        assertThat(meter.mean()).isNaN();
        meter.add(1.0, 3);
        meter.add(5.0, 1);
        assertThat(meter.mean()).isEqualTo(2.0);
        assertThat(meter.count()).isEqualTo(4);
        meter.reset();
        assertThat(meter.count()).isZero();
        assertThatThrownBy(() -> meter.add(1.0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
