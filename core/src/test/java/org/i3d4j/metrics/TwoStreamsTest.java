package org.i3d4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;

class TwoStreamsTest {

    @Test
    void logitsAreAddedClassByClass() {
        float[] rgb = {1, -2, 0.5f};
        float[] flow = {0.25f, 4, -1};

        assertThat(TwoStreams.sum(rgb, flow)).containsExactly(1.25f, 2, -0.5f);
        assertThat(rgb).containsExactly(1, -2, 0.5f);
    }

    @Test
    void streamsOfOtherClassesAreRefused() {
        assertThatThrownBy(() -> TwoStreams.sum(new float[400], new float[600]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("the streams have 400 and 600 classes; expected the same");
    }
}
