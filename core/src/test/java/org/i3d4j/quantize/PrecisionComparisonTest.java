package org.i3d4j.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.i3d4j.metrics.Agreement;
import org.i3d4j.network.Precision;
import org.junit.jupiter.api.Test;

class PrecisionComparisonTest {
    private static final float[] FIRST = {1, 0};
    private static final float[] SECOND = {0, 1};

    /** Of {@code videos}, of which int8 finds another class for {@code others}. */
    private static PrecisionComparison comparison(int videos, int others) {
        Agreement int8 = new Agreement();
        for (int video = 0; video < videos; video++) {
            int8.add(FIRST, video < others ? SECOND : FIRST);
        }
        return new PrecisionComparison(
                Map.of(Precision.FP32, new Agreement(), Precision.INT8, int8), Map.of(), videos, List.of());
    }

    @Test
    void oneVideoInFiftyMayBeLost() {
        assertThat(comparison(50, 0).losesTooMuch()).isFalse();
        assertThat(comparison(50, 1).losesTooMuch()).isFalse();
        assertThat(comparison(50, 2).losesTooMuch()).isTrue();
    }

    @Test
    void whatWasNotMeasuredLosesNothing() {
        PrecisionComparison without = new PrecisionComparison(
                Map.of(Precision.FP32, new Agreement()), Map.of(Precision.INT8, "can't"), 3, List.of());

        assertThat(without.losesTooMuch()).isFalse();
        assertThat(without.missing()).containsEntry(Precision.INT8, "can't");
    }
}
