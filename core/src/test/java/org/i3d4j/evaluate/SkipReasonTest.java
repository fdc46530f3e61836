package org.i3d4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.i3d4j.data.SkippedVideo;
import org.junit.jupiter.api.Test;

class SkipReasonTest {
    @Test
    void countsVideosWithTheSameReasonMostFrequentFirst() {
        Path a = Path.of("a.mp4");
        Path b = Path.of("b.mp4");
        Path c = Path.of("c.mp4");

        assertThat(SkipReason.of(List.of(
                        new SkippedVideo(c, "missing"),
                        new SkippedVideo(a, "a.mp4: not a video"),
                        new SkippedVideo(b, "b.mp4: not a video"))))
                .containsExactly(new SkipReason("not a video", 2, a), new SkipReason("missing", 1, c));
    }
}
