package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

    /** Videos are read side by side, and each gets its own answer. */
    @Test
    void manyThreadsMayAsk() throws Exception {
        Path path = folder.resolve("best.safetensors");
        TinyModel.write(path);
        List<Path> videos = List.of(
                TinyModel.video("counter_gop60_b3.mp4", folder.resolve("a.mp4")),
                TinyModel.video("vfr_gap.mp4", folder.resolve("b.mp4")),
                TinyModel.video("five_frames.mp4", folder.resolve("c.mp4")));

        try (I3d i3d = I3d.load(path)) {
            List<float[]> alone =
                    videos.stream().map(video -> i3d.classify(video).logits()).toList();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<float[]>> together = IntStream.range(0, 16)
                    .mapToObj(call -> threads.submit(
                            () -> i3d.classify(videos.get(call % 3)).logits()))
                    .toList();
            for (int call = 0; call < together.size(); call++) {
                assertThat(together.get(call).get()).as("call %d", call).isEqualTo(alone.get(call % 3));
            }
            threads.shutdown();
        }
    }

    @Test
    void closedItSaysSo() throws IOException {
        Path path = folder.resolve("best.safetensors");
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));
        TinyModel.write(path);
        I3d i3d = I3d.load(path);
        i3d.close();
        i3d.close();

        assertThatThrownBy(() -> i3d.classify(video))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network is closed");
    }
}
