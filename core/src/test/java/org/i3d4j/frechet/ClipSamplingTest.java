package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.frechet.ClipSampling.Take;
import org.junit.jupiter.api.Test;

class ClipSamplingTest {
    @Test
    void takesTheFirstFrames() {
        assertThat(ClipSampling.first(10).clips(10, 0)).containsExactly(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        assertThat(new ClipSampling(9, 2, Take.FIRST, 0).clips(100, 7))
                .containsExactly(new int[] {0, 2, 4, 6, 8, 10, 12, 14, 16});
    }

    /** The last frame of 20 may be taken, and whichever it is hangs on seed and video alone. */
    @Test
    void drawsAPlaceForEachVideo() {
        ClipSampling sampling = new ClipSampling(9, 2, Take.RANDOM, 5);
        Set<Integer> begins = new HashSet<>();
        for (int video = 0; video < 200; video++) {
            List<int[]> clips = sampling.clips(20, video);
            assertThat(clips).hasSize(1);
            assertThat(clips.get(0)).hasSize(9);
            begins.add(clips.get(0)[0]);
        }

        assertThat(begins).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(sampling.clips(20, 3)).containsExactly(sampling.clips(20, 3).get(0));
    }

    @Test
    void laysWindowsOneBehindTheOther() {
        List<int[]> windows = new ClipSampling(9, 1, Take.WINDOWS, 0).clips(29, 0);

        assertThat(windows).hasSize(3);
        assertThat(windows).extracting(window -> window[0]).containsExactly(0, 9, 18);
        assertThat(windows.get(2)[8]).isEqualTo(26);
    }

    @Test
    void refusesVideosWithTooFewFrames() {
        assertThatThrownBy(() -> ClipSampling.first(16).clips(15, 0))
                .isInstanceOf(VideoException.class)
                .hasMessage("has 15 frames; a clip takes 16");
        assertThatThrownBy(() -> new ClipSampling(16, 8, Take.WINDOWS, 0).clips(127, 0))
                .isInstanceOf(VideoException.class)
                .hasMessage("has 127 frames; a clip takes 128, 16 with a stride of 8");
    }

    @Test
    void refusesWhatTheNetworkCantPool() {
        assertThatThrownBy(() -> ClipSampling.first(8))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least 9 frames");
        assertThatThrownBy(() -> new ClipSampling(16, 0, Take.FIRST, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new ClipSampling(1 << 20, 1 << 20, Take.FIRST, 0))
                .isInstanceOf(ShapeException.class);
    }
}
