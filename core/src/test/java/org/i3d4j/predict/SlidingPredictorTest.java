package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.network.MeanColorNetwork.Seen;
import org.i3d4j.predict.SlidingWindow.Steps;
import org.i3d4j.predict.input.FakeStream;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingPredictorTest {
    private static final ClassLabels LABELS = new ClassLabels(List.of("red", "green", "blue"));
    private static final TransformChain PLAIN = new TransformChain(List.of(new VideoToTensor()));

    private final MeanColorNetwork network = new MeanColorNetwork(3);

    @TempDir
    private Path folder;

    private SlidingPredictor predictor(int window, int stride, int batch) {
        return new Predictor(network, PLAIN, LABELS).sliding(SlidingWindow.ofFrames(window, stride), batch);
    }

    /** Frame f of the made-up stream has value f, which the network sees as f / 255 * 2 - 1. */
    private static int frameSeen(double red) {
        return (int) Math.round((red + 1) / 2 * 255);
    }

    @ParameterizedTest
    @CsvSource({"8, 3, 30", "8, 8, 30", "9, 4, 9", "8, 20, 50", "8, 1, 12", "10, 100, 35"})
    void givesTheNetworkTheFramesOfEveryWindow(int window, int stride, int frames) {
        List<WindowPrediction> found = new ArrayList<>();

        StreamEnd end = predictor(window, stride, 1).run(new FakeStream(frames, f -> f), found::add);

        List<Integer> starts = new Steps(window, stride).starts(frames);
        assertThat(found).extracting(WindowPrediction::startFrame).isEqualTo(starts);
        assertThat(end.frames()).isEqualTo(frames);
        assertThat(end.durationSeconds()).isCloseTo(frames / 10.0, Offset.offset(1e-9));
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            assertThat(network.seen().get(i).redOfFrames())
                    .extracting(SlidingPredictorTest::frameSeen)
                    .containsExactlyElementsOf(
                            IntStream.range(start, start + window).boxed().toList());
            assertThat(found.get(i).endFrame()).isEqualTo(start + window);
            assertThat(found.get(i).startSeconds()).isCloseTo(start / 10.0, Offset.offset(1e-9));
            assertThat(found.get(i).endSeconds()).isCloseTo((start + window) / 10.0, Offset.offset(1e-9));
        }
    }

    @Test
    void loopsAStreamShorterThanTheWindow() {
        List<WindowPrediction> found = new ArrayList<>();

        predictor(8, 4, 1).run(new FakeStream(3, f -> f), found::add);

        assertThat(network.seen().get(0).redOfFrames())
                .extracting(SlidingPredictorTest::frameSeen)
                .containsExactly(0, 1, 2, 0, 1, 2, 0, 1);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).endFrame()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100})
    void givesTheSameResultsInBatches(int batch) {
        List<WindowPrediction> single = new ArrayList<>();
        List<WindowPrediction> batched = new ArrayList<>();

        predictor(8, 5, 1).run(new FakeStream(60, f -> 3 * f), single::add);
        predictor(8, 5, batch).run(new FakeStream(60, f -> 3 * f), batched::add);

        assertThat(batched).hasSize(12).usingRecursiveComparison().isEqualTo(single);
    }

    /** 5,000 frames would be 31 MB; a decoder that does not wait would be far ahead of the network. */
    @Test
    void keepsAWindowAndAStrideOfFramesWhateverTheLength() {
        FakeStream stream = new FakeStream(5_000, f -> f & 0xff);
        long before = Pointer.totalBytes();
        long[] most = new long[1];
        int[] furthest = new int[1];

        predictor(8, 100, 1).run(stream, window -> {
            most[0] = Math.max(most[0], Pointer.totalBytes() - before);
            furthest[0] = Math.max(furthest[0], stream.decoded.get() - window.endFrame());
        });

        // Planes whose rows of 32 pixels begin at multiples of 64 bytes.
        long frameBytes = 3 * 32 * 64 + 64;
        long batchBytes = 8 * 3 * 32 * 32 * Float.BYTES;
        assertThat(most[0]).isLessThanOrEqualTo((8 + 100) * frameBytes + batchBytes);
        assertThat(furthest[0]).isLessThanOrEqualTo(100 + 1);
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    @Test
    void tellsTheWindowsInFrontOfAFailure() {
        List<WindowPrediction> found = new ArrayList<>();

        assertThatThrownBy(() -> predictor(8, 8, 4).run(new FakeStream(100, f -> f).breakingAt(21), found::add))
                .isInstanceOf(VideoException.class)
                .hasMessage("made up: broken");

        assertThat(found).extracting(WindowPrediction::startFrame).containsExactly(0, 8, 13);
    }

    @Test
    void passesOnFailuresOfTheListener() {
        assertThatThrownBy(() -> predictor(8, 8, 1).run(new FakeStream(100_000, f -> f), window -> {
                    throw new IllegalStateException("no paper");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no paper");
    }

    private Path redThenBlue() {
        Path video = folder.resolve("red then blue.mp4");
        ColorVideos.write(video, 60, 32, frame -> frame < 30 ? 0xff0000 : 0x0000ff);
        return video;
    }

    @Test
    void makesATimelineOfAVideo() {
        Path video = redThenBlue();

        Timeline timeline = predictor(10, 5, 1).timeline(video);

        assertThat(timeline.frames()).isEqualTo(60);
        assertThat(timeline.durationSeconds()).isCloseTo(60 / 25.0, Offset.offset(1e-3));
        assertThat(timeline.steps()).isEqualTo(new Steps(10, 5));
        assertThat(timeline.windows()).hasSize(11);
        assertThat(timeline.damage()).isEmpty();
        assertThat(timeline.segments()).extracting(Segment::label).containsExactly("red", "blue");
        Segment red = timeline.segments().get(0);
        Segment blue = timeline.segments().get(1);
        assertThat(red.startFrame()).isZero();
        assertThat(red.endFrame()).isBetween(27, 33).isEqualTo(blue.startFrame());
        assertThat(blue.endFrame()).isEqualTo(60);
        assertThat(blue.endSeconds()).isEqualTo(timeline.durationSeconds());
        assertThat(red.windows() + blue.windows()).isEqualTo(11);
    }

    @Test
    void aggregatesByTheMeanOfTheWindowsLogits() {
        Timeline timeline = predictor(10, 7, 2).timeline(redThenBlue());

        double mean = network.seen().stream()
                .mapToDouble(seen -> seen.redOfFrames().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
        assertThat((double) timeline.whole().logits()[0]).isCloseTo(mean, Offset.offset(1e-5));
        assertThat(timeline.whole().frames()).isEqualTo(60);
    }

    @Test
    void namesTheWindowNearestToAFrame() {
        Timeline timeline = predictor(10, 5, 1).timeline(redThenBlue());

        for (int frame = 0; frame < 60; frame++) {
            double nearest = Double.MAX_VALUE;
            for (WindowPrediction window : timeline.windows()) {
                nearest = Math.min(nearest, Math.abs(window.middleFrame() - frame - 0.5));
            }
            assertThat(Math.abs(timeline.windowAt(frame).middleFrame() - frame - 0.5))
                    .isEqualTo(nearest);
        }
        assertThat(timeline.windowAt(0)).isSameAs(timeline.windows().get(0));
        assertThat(timeline.windowAt(1_000)).isSameAs(timeline.windows().get(10));
    }

    @Test
    void seesTheSameFramesAsThePredictorOfWholeVideos() {
        Path video = redThenBlue();
        Predictor whole = new Predictor(network, PLAIN, LABELS);

        Prediction classified = whole.classify(video);
        Timeline timeline = whole.sliding(SlidingWindow.ofFrames(60, 60), 1).timeline(video);

        assertThat(timeline.windows().get(0).logits()).isEqualTo(classified.logits());
        assertThat(network.seen().get(1).values())
                .isEqualTo(network.seen().get(0).values());
    }

    @Test
    void namesTheVideoThatDoesNotFit() {
        Path video = redThenBlue();
        Predictor cropping = new Predictor(
                network, new TransformChain(List.of(new VideoCenterCrop(64, 64), new VideoToTensor())), LABELS);

        assertThatThrownBy(() -> predictor(7, 1, 1).timeline(video))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(video.toString(), "window of 7", "at least 8");
        assertThatThrownBy(
                        () -> cropping.sliding(SlidingWindow.ofFrames(8, 1), 1).timeline(video))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(video.toString(), "64x64");
        assertThatThrownBy(() -> predictor(8, 1, 0)).isInstanceOf(ShapeException.class);
        assertThat(network.seen()).extracting(Seen::frames).isEmpty();
    }
}
