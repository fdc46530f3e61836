package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.I3d;
import org.i3d4j.predict.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README, run. */
class FacadeExampleTest {
    @TempDir
    private Path folder;

    @Test
    void classifiesAVideo() throws IOException {
        Path path = folder.resolve("best.safetensors");
        Path video = TinyModel.video("counter_gop60_b3.mp4", folder.resolve("video.mp4"));
        TinyModel.write(path);

        try (I3d i3d = I3d.load(path)) {
            Prediction prediction = i3d.classify(video);

            assertThat(prediction.best().name()).isIn("left", "right");
            assertThat(prediction.best().probability()).isBetween(0.5, 1.0);
            assertThat(prediction.logits()).hasSize(2);
        }
    }
}
