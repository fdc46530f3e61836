package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.golden.GoldenForward;
import org.junit.jupiter.api.Test;

/**
 * Whole checkpoints of every format, written by the golden kit's {@code make_weights.py} with PyTorch, against the kit's
 * float64 logits. Runs when {@code I3D_GOLDEN_WEIGHTS} names the folder that the script filled: the files take 600 MB.
 * {@link GoldenKitIT} fills such folders itself.
 */
class GoldenFilesTest {
    @Test
    void everyFormatGivesTheGoldenLogits() throws IOException {
        String folder = System.getenv("I3D_GOLDEN_WEIGHTS");
        assumeTrue(folder != null, "I3D_GOLDEN_WEIGHTS is not set");
        GoldenFiles files = GoldenFiles.in(Path.of(folder));
        assertThat(files.checkpoints()).hasSizeGreaterThan(5);
        files.assertLogits(GoldenForward.read("forward_rgb16.json"));
    }
}
