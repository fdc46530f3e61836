package org.i3d4j.curate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.junit.jupiter.api.Test;

class KeptFramesTest {
    /** Frames at given times. */
    private static final class Timed implements OpenVideo {
        private final double[] seconds;

        Timed(double... seconds) {
            this.seconds = seconds;
        }

        @Override
        public int frameCount() {
            return seconds.length;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public double frameSeconds(int frame) {
            return seconds[frame];
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {}

        @Override
        public void close() {}
    }

    private static final OpenVideo TEN_PER_SECOND = new Timed(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

    @Test
    void allFramesWithoutARate() {
        assertThat(KeptFrames.of(TEN_PER_SECOND, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void everySecondFrameAtHalfTheRate() {
        assertThat(KeptFrames.of(TEN_PER_SECOND, 5)).containsExactly(0, 2, 4, 6);
    }

    @Test
    void theSameRateKeepsEveryFrameOnceWhateverTheRounding() {
        Timed rounded = new Timed(0, 0.033, 0.067, 0.1, 0.133);

        assertThat(KeptFrames.of(rounded, 30)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aSlowVideoRepeatsFramesAndAVariableRateIsHonoured() {
        assertThat(KeptFrames.of(new Timed(0, 0.1, 0.5), 10)).containsExactly(0, 1, 1, 1, 1, 2);
        assertThat(KeptFrames.of(new Timed(0), 10)).containsExactly(0);
    }
}
