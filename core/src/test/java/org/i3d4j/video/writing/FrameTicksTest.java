package org.i3d4j.video.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.error.VideoException;
import org.junit.jupiter.api.Test;

class FrameTicksTest {
    @Test
    void framesOfAConstantRateAreTheUnit() {
        double rate = 30_000 / 1001.0;
        FrameTicks ticks = FrameTicks.of(10_000, rate, frame -> frame / rate);

        assertThat(ticks).isEqualTo(new FrameTicks(1001, 30_000, 1));
        assertThat(ticks.at(9_999 / rate)).isEqualTo(9_999);
    }

    /** As Matroska has 30 frames a second. */
    @Test
    void roundedTimesAreKeptAsTheyAre() {
        FrameTicks ticks = FrameTicks.of(31, 30, frame -> Math.round(frame / 30.0 * 1000) / 1000.0);

        assertThat(ticks).isEqualTo(new FrameTicks(1, 1_000_000, 33_333));
        assertThat(ticks.at(0.067)).isEqualTo(67_000);
    }

    @Test
    void aFrameThatStaysTooLongIsRefused() {
        assertThat(FrameTicks.of(2, 1 / 1999.0, frame -> 1999 * frame).ofFrame())
                .isPositive();
        assertThatThrownBy(() -> FrameTicks.of(2, 1 / 2001.0, frame -> 2001 * frame))
                .isInstanceOf(VideoException.class)
                .hasMessage("frame 0 is shown for 2001.0 s; expected at most 2000 s");
    }
}
