package org.i3d4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.i3d4j.I3d;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.checkpoint.Preprocessing;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ConfigException;
import org.i3d4j.network.Compute;
import org.i3d4j.predict.Prediction;
import org.i3d4j.video.ClipBatch;
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
            assertThat(i3d.classifyAsEvaluated(video).views().orElseThrow().frames())
                    .isEqualTo(8);
        }
    }

    @Test
    void classifiesAVideoInMemory() throws IOException {
        Path path = folder.resolve("best.safetensors");
        Path video = TinyModel.video("counter_gop60_b3.mp4", folder.resolve("video.mp4"));
        TinyModel.write(path);

        try (I3d i3d = I3d.load(path);
                ClipBatch batch = ClipBatch.allocate(2, 3, 8, 32, 32)) {
            VideoSource upload = VideoSource.of("upload", Files.readAllBytes(video));
            assertThat(i3d.classify(upload).logits())
                    .isEqualTo(i3d.classify(video).logits());
            assertThat(i3d.classifyAsEvaluated(upload).logits())
                    .isEqualTo(i3d.classifyAsEvaluated(video).logits());
            assertThat(i3d.timeline(upload, 64, 32).whole().logits())
                    .isEqualTo(i3d.timeline(video, 64, 32).whole().logits());
            assertThat(i3d.classify(upload).input()).isEqualTo("upload");
            for (long i = 0; i < batch.pointer().capacity(); i++) {
                batch.pointer().put(i, 0.5f);
            }
            assertThat(i3d.predictor().classify("clips", batch)).hasSize(2);
        }
    }

    @Test
    void saysOnceWhatItAssumesOfAModelThatTellsNothing() throws IOException {
        Path path = folder.resolve("plain.safetensors");
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));
        TinyModel.writeWeights(path, 2);

        Told told = Told.by(() -> {
            try (I3d i3d = I3d.load(path)) {
                i3d.classify(video);
                i3d.classify(video);
                assertThatThrownBy(() -> i3d.classifyAsEvaluated(video))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining(path + ": carries no configuration");
            }
            return new CommandRun(0, "", "");
        });

        // Whichever test is the first to see frames of this size has layers measured.
        assertThat(told.lines())
                .filteredOn(line -> !line.startsWith("measured in "))
                .containsExactly("warning: " + path + ": carries no configuration; its videos are prepared as for the"
                        + " published models: short side to 256 (triangle), centre 224x224, pixels to [-1, 1]");
    }

    @Test
    void takesPreprocessingThatIsToldOrChanged() throws IOException {
        Path path = folder.resolve("plain.safetensors");
        Path video = TinyModel.video("five_frames.mp4", folder.resolve("video.mp4"));
        TinyModel.writeWeights(path, 2);
        SavedModel model = Checkpoints.read(path);
        Preprocessing told =
                new Preprocessing(ConfigFile.load(TinyModel.writeConfig(folder.resolve("tiny.yaml")), List.of())
                        .config());

        try (I3d original = I3d.load(model.withPreprocessing(told), Compute.DEFAULT);
                I3d small = I3d.load(
                        model.withPreprocessing(model.preprocessing().withSizes(40, 36, 40)), Compute.DEFAULT)) {
            assertThat(original.classifyAsEvaluated(video).views().orElseThrow().frames())
                    .isEqualTo(8);
            assertThat(small.classify(video).logits()).hasSize(2);
            assertThat(small.model().preprocessing().describe())
                    .isEqualTo("short side to 40 (triangle), centre 36x40, pixels to [-1, 1]");
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
