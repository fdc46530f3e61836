package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import tools.jackson.databind.JsonNode;

/**
 * A folder that the golden kit's {@code make_weights.py} filled.
 *
 * @param checkpoints of every format, all of one network
 */
record GoldenFiles(List<Path> checkpoints) {
    /** The golden kit's for float32. */
    private static final double RELATIVE_L2 = 1e-4;
    /** Kernels rounded to 11 bits. */
    private static final double RELATIVE_L2_F16 = 1e-2;

    static GoldenFiles in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return new GoldenFiles(entries.sorted().toList());
        }
    }

    /** Runs the golden's clip through the network of every file. */
    void assertLogits(JsonNode golden) {
        JsonNode shape = golden.get("input_shape");
        try (ClipBatch clip = GoldenClips.batch(
                golden.get("clip_seed").asLong(),
                shape.get(0).asInt(),
                shape.get(1).asInt(),
                shape.get(2).asInt(),
                shape.get(3).asInt(),
                shape.get(4).asInt())) {
            checkpoints.forEach(file -> assertLogits(file, clip, golden));
        }
    }

    private static void assertLogits(Path file, ClipBatch clip, JsonNode golden) {
        long start = System.nanoTime();
        SavedModel model = Checkpoints.read(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        String eps = model.settings().batchNormEps() > 1e-4 ? "0.001" : "1e-05";
        double[] expected = GoldenForward.doubles(
                golden.get("eps").get(eps).get("mean_logits").get(0));
        try (TorchNetwork network = TorchNetwork.of(model.settings(), model.weights(), "cpu", Precision.FP32)) {
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
                    model.origin().family(),
                    largest,
                    relative,
                    seconds);
            assertThat(relative)
                    .as(file.toString())
                    .isLessThan(file.toString().contains("f16") ? RELATIVE_L2_F16 : RELATIVE_L2);
        }
    }
}
