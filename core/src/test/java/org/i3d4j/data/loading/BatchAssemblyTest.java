package org.i3d4j.data.loading;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.i3d4j.data.clips.ClipShape;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.ClipType;
import org.junit.jupiter.api.Test;

class BatchAssemblyTest {
    @Test
    void saysWhatToDoAboutClipsOfAnotherSizeAndOfOtherChannels() {
        try (BatchBuffers buffers = new BatchBuffers(1, ClipType.FLOAT32)) {
            BatchAssembly batch = new BatchAssembly(0, new int[] {0, 1}, 1, buffers);
            batch.clips(new ClipShape(3, 2, 4, 5), Path.of("rgb.npy"));

            assertThatThrownBy(() -> batch.clips(new ClipShape(3, 2, 4, 6), Path.of("wide.npy")))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("3x2x4x5 from rgb.npy, 3x2x4x6 from wide.npy; add a crop or resize");
            assertThatThrownBy(() -> batch.clips(new ClipShape(2, 2, 4, 5), Path.of("flow.npy")))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageEndingWith("2x2x4x5 from flow.npy; keep RGB and optical flow in data sets of their own");
            batch.discard();
        }
    }
}
