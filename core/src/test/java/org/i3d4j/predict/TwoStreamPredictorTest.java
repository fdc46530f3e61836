package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.metrics.StreamWeights;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoStreamPredictorTest {
    private static final ClassLabels LABELS = new ClassLabels(List.of("a", "b", "c"));

    @TempDir
    private Path folder;

    private static Predictor predictor(int channels) {
        return new Predictor(
                new MeanColorNetwork(channels, 3), new TransformChain(List.of(new VideoToTensor())), LABELS);
    }

    private static TwoStreamPredictor both(StreamWeights weights) {
        return new TwoStreamPredictor(predictor(3), predictor(2), weights);
    }

    /** Pixels, the same in each frame but for channel 0, which counts the frames up. */
    private Path clip(String name, int frames, int channels, int level) {
        List<Long> shape = List.of((long) frames, 32L, 32L, (long) channels);
        TensorData clip = new TensorData(DataType.U8, shape, TensorData.allocate(frames * 32L * 32 * channels));
        for (int i = 0; i < clip.values().capacity(); i++) {
            int frame = i / (32 * 32 * channels);
            clip.values().put(i, (byte) (i % channels == 0 ? 2 * frame : level));
        }
        Path file = folder.resolve(name);
        NpyFile.write(file, clip);
        return file;
    }

    @Test
    void theLogitsOfBothAreAdded() {
        Path rgb = clip("x_rgb.npy", 20, 3, 100);
        Path flow = clip("x_flow.npy", 19, 2, 200);

        List<TwoStreamPrediction> found = both(new StreamWeights(1, 2)).classifyArrays(rgb, flow);

        float[] ofRgb = predictor(3).classifyArray(rgb).get(0).logits();
        float[] ofFlow = predictor(2).classifyArray(flow).get(0).logits();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).rgb().logits()).containsExactly(ofRgb);
        assertThat(found.get(0).flow().logits()).containsExactly(ofFlow);
        assertThat(found.get(0).both().logits()).containsExactly(new StreamWeights(1, 2).sum(ofRgb, ofFlow));
        assertThat(found.get(0).both().input()).isEqualTo(rgb.toString());
        assertThat(found.get(0).both().frames()).isEqualTo(20);
    }

    @Test
    void windowsAreAddedOneByOne() {
        Path rgb = clip("x_rgb.npy", 28, 3, 100);
        Path flow = clip("x_flow.npy", 27, 2, 200);
        List<WindowPrediction> told = new ArrayList<>();

        TwoStreamTimeline found =
                both(StreamWeights.EQUAL).timeline(rgb, flow, SlidingWindow.ofFrames(8, 5), 1, told::add);

        // 0, 5, 10, 15, 20; flow's last begins at 19.
        assertThat(found.both().windows())
                .extracting(WindowPrediction::startFrame)
                .containsExactly(0, 5, 10, 15, 20);
        assertThat(found.flow().windows())
                .extracting(WindowPrediction::startFrame)
                .containsExactly(0, 5, 10, 15, 19);
        assertThat(told).isEqualTo(found.both().windows());
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).logits())
                    .containsExactly(StreamWeights.EQUAL.sum(
                            found.rgb().windows().get(i).logits(),
                            found.flow().windows().get(i).logits()));
        }
        assertThat(found.both().whole().logits())
                .containsExactly(StreamWeights.EQUAL.sum(
                        found.rgb().whole().logits(), found.flow().whole().logits()));
    }

    @Test
    void flowOfAnotherVideoIsRefused() {
        Path rgb = clip("x_rgb.npy", 20, 3, 100);
        TwoStreamPredictor both = both(StreamWeights.EQUAL);

        for (int frames : new int[] {18, 21}) {
            Path flow = clip("x_flow.npy", frames, 2, 200);
            assertThatThrownBy(() -> both.classifyArrays(rgb, flow))
                    .isInstanceOf(VideoException.class)
                    .hasMessage(flow + ": has " + frames + " frames of optical flow; expected 19 or 20, as " + rgb
                            + " has 20 frames");
            assertThatThrownBy(() -> both.timeline(rgb, flow, SlidingWindow.ofFrames(8, 5), 1, window -> {}))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("expected 19 or 20");
        }
    }

    @Test
    void streamsOfOtherClassesAreRefused() {
        Predictor other = new Predictor(
                new MeanColorNetwork(2, 3),
                new TransformChain(List.of(new VideoToTensor())),
                new ClassLabels(List.of("a", "c", "b")));

        assertThatThrownBy(() -> new TwoStreamPredictor(predictor(3), other, StreamWeights.EQUAL))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("classes of other names");
    }
}
