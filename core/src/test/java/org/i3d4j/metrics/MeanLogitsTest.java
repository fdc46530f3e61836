package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeanLogitsTest {
    @Test
    void clipsCountByTheirWeight() {
        MeanLogits mean = new MeanLogits(2);
        mean.add(new float[] {1, -8}, 3);
        mean.add(new float[] {5, 0}, 1);

        assertThat(mean.values()).containsExactly(2, -6);
    }

    @Test
    void oneClipStaysToTheLastDigit() {
        // 0.1f * 250 / 250 in float32 is another number.
        MeanLogits mean = new MeanLogits(1);
        mean.add(new float[] {0.1f}, 250);

        assertThat(mean.values()).containsExactly(0.1f);
    }

    @Test
    void manyClipsLoseNoDigits() {
        List<float[]> clips = Collections.nCopies(100_000, new float[] {0.1f, 12_345.678f});

        assertThat(MeanLogits.of(clips)).containsExactly(0.1f, 12_345.678f);
    }
}
