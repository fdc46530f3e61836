package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.i3d4j.LongTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Whole checkpoints of every format, made for the test by the golden kit's {@code make_weights.py}, against the kit's
 * float64 logits. Skipped without the kit beside the checkout and a Python with PyTorch: see {@link GoldenKit}. Takes up to
 * 0.9 GB of the temporary folder.
 */
@LongTest
class GoldenKitIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "forward_rgb16.json, --extras, 13",
        "forward_flow16.json, --in-channels 2, 8",
        // TensorFlow's model has no scale in batch norm.
        "forward_rgb16gamma.json, --gamma random --extras, 11"
    })
    void everyFileOfTheKitGivesTheGoldenLogits(String expected, String options, int files)
            throws IOException, InterruptedException {
        GoldenKit kit = GoldenKit.orSkip();
        JsonNode golden = kit.expected(expected);
        String seeded = "--seed " + golden.get("weight_seed").asLong() + " " + options;
        GoldenFiles made = kit.make(
                folder.resolve("weights"),
                List.of(seeded.split(" ", -1)),
                folder.resolve("log").toFile());
        assertThat(made.checkpoints()).hasSize(files);
        made.assertLogits(golden);
    }
}
