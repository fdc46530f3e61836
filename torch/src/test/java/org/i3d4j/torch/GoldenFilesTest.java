package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whole checkpoints of every format, written by the golden kit's {@code make_weights.py} with PyTorch, against the kit's
 * float64 logits. Runs when {@code I3D_GOLDEN_WEIGHTS} names the folder that the script filled: the files take 600 MB.
 */
class GoldenFilesTest {
    /** The golden kit's for float32. */
    private static final double RELATIVE_L2 = 1e-4;
    /** Kernels rounded to 11 bits. */
    private static final double RELATIVE_L2_F16 = 1e-2;

    @Test
    void everyFormatGivesTheGoldenLogits() throws IOException {
        String folder = System.getenv("I3D_GOLDEN_WEIGHTS");
        assumeTrue(folder != null, "I3D_GOLDEN_WEIGHTS is not set");
        List<Path> files;
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            files = entries.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        JsonNode golden = GoldenForwardTest.read("forward_rgb16.json");
        try (ClipBatch clip = GoldenClips.batch(golden.get("clip_seed").asLong(), 1, 3, 16, 224, 224)) {
            for (Path file : files) {
                check(file, clip, golden);
            }
        }
    }

    private static void check(Path file, ClipBatch clip, JsonNode golden) {
        long start = System.nanoTime();
        SavedModel model = Checkpoints.read(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        String eps = model.settings().batchNormEps() > 1e-4 ? "0.001" : "1e-05";
        double[] expected = GoldenForwardTest.doubles(
                golden.get("eps").get(eps).get("mean_logits").get(0));
        try (InceptionI3d network = InceptionI3d.of(model.settings(), model.weights(), "cpu", Precision.FP32)) {
            float[] found = network.forward(clip).row(0);
            double difference = 0;
            double largest = 0;
            double norm = 0;
            for (int i = 0; i < expected.length; i++) {
                double apart = found[i] - expected[i];
                largest = Math.max(largest, Math.abs(apart));
                difference += apart * apart;
                norm += expected[i] * expected[i];
            }
            double relative = Math.sqrt(difference / norm);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1e | %.1e | %.2f s |%n",
                    file.getFileName(),
                    model.origin().format(),
                    model.origin().names().family(),
                    largest,
                    relative,
                    seconds);
            assertThat(relative)
                    .as(file.toString())
                    .isLessThan(file.toString().contains("f16") ? RELATIVE_L2_F16 : RELATIVE_L2);
        }
    }
}
