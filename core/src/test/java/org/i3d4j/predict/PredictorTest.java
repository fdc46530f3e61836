package org.i3d4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.network.MeanColorNetwork.Seen;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.LiveSource;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private static final int RED = 0xff0000;
    private static final ClassLabels LABELS = new ClassLabels(List.of("red", "green"));

    private final MeanColorNetwork network = new MeanColorNetwork(4);
    private final Predictor predictor =
            new Predictor(network, new TransformChain(List.of(new VideoToTensor())), LABELS);

    @TempDir
    private Path folder;

    @Test
    void seesAllFramesOfAVideo() {
        Path video = folder.resolve("red.mp4");
        ColorVideos.write(video, 20, 32, frame -> RED);

        Prediction prediction = predictor.classify(video);

        assertThat(network.seen()).extracting(Seen::frames).containsExactly(20);
        assertThat(prediction.input()).isEqualTo(video.toString());
        assertThat(prediction.frames()).isEqualTo(20);
        assertThat(prediction.best().name()).isEqualTo("red");
        assertThat(prediction.best().index()).isZero();
        assertThat(prediction.top(9)).extracting(ClassScore::name).hasSize(4).endsWith("class 3");
        assertThat(prediction.top(4).stream()
                        .mapToDouble(ClassScore::probability)
                        .sum())
                .isCloseTo(1, Offset.offset(1e-12));
    }

    @Test
    void loopsAVideoThatIsTooShort() {
        Path video = folder.resolve("short.mp4");
        ColorVideos.write(video, 3, 32, frame -> 0x505050 * frame);

        Prediction prediction = predictor.classify(video);

        List<Double> red = network.seen().get(0).redOfFrames();
        assertThat(red).hasSize(8);
        assertThat(red.subList(0, 3)).isSorted().doesNotHaveDuplicates();
        assertThat(red.subList(3, 6)).isEqualTo(red.subList(0, 3));
        assertThat(red.subList(6, 8)).isEqualTo(red.subList(0, 2));
        assertThat(prediction.frames()).isEqualTo(3);
    }

    @Test
    void averagesThePiecesOfALongVideoByLength() {
        Path video = folder.resolve("long.mp4");
        ColorVideos.write(video, 515, 32, frame -> frame < 171 ? RED : 0);

        Prediction prediction = predictor.classify(video);

        assertThat(network.seen()).extracting(Seen::frames).containsExactly(171, 172, 172);
        List<Double> red = new ArrayList<>();
        network.seen().forEach(piece -> red.addAll(piece.redOfFrames()));
        double mean = red.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        // The mean of the three pieces' means is 0.0013 away.
        assertThat((double) prediction.logits()[0]).isCloseTo(mean, Offset.offset(1e-5));
        assertThat(prediction.frames()).isEqualTo(515);
    }

    @Test
    void handsOverTheEndpointsOfEveryPiece() {
        Path video = folder.resolve("long.mp4");
        ColorVideos.write(video, 515, 32, frame -> frame < 171 ? RED : 0);
        List<PieceActivations> pieces = new ArrayList<>();

        predictor.activations(VideoSource.of(video), Set.of("Mixed_5c"), pieces::add);

        assertThat(pieces).extracting(PieceActivations::firstFrame).containsExactly(0, 171, 343);
        assertThat(pieces).extracting(PieceActivations::frames).containsExactly(171, 172, 172);
        double red = network.seen().get(0).redOfFrames().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(pieces.get(0).activations().endpoint("Mixed_5c").floats().get(0))
                .isCloseTo((float) red, Offset.offset(1e-5f));
        assertThat(pieces.get(0).activations().logits().row(0)[0]).isCloseTo((float) red, Offset.offset(1e-5f));
    }

    @Test
    void tellsAllProbabilities() {
        Path video = folder.resolve("red.mp4");
        ColorVideos.write(video, 8, 32, frame -> RED);

        Prediction prediction = predictor.classify(video);

        assertThat(prediction.probabilities())
                .hasSize(4)
                .satisfies(all -> assertThat(DoubleStream.of(all).sum()).isCloseTo(1, Offset.offset(1e-12)));
        assertThat(prediction.probabilities()[0]).isEqualTo(prediction.best().probability());
    }

    /** Two clips of 8 of 20 frames begin at frames 3 and 9. */
    @Test
    void seesTheFramesThatAnEvaluationSamples() {
        Path video = folder.resolve("dim.mp4");
        ColorVideos.write(video, 20, 32, frame -> 0x0c0000 * frame);
        FrameSampler twoClips = new FrameSampler(FrameSampler.Mode.UNIFORM, 8, 1, 2);

        Prediction prediction = predictor.sampled(twoClips, Averaging.LOGITS, 1).classify(video);

        Prediction whole = predictor.classify(video);
        List<Double> all = network.seen().get(2).redOfFrames();
        assertThat(network.seen().get(0).redOfFrames()).isEqualTo(all.subList(3, 11));
        assertThat(network.seen().get(1).redOfFrames()).isEqualTo(all.subList(9, 17));
        double mean = Stream.of(all.subList(3, 11), all.subList(9, 17))
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat((double) prediction.logits()[0]).isCloseTo(mean, Offset.offset(1e-6));
        assertThat(prediction.frames()).isEqualTo(20);
        assertThat(prediction.views()).contains(new Views(twoClips, 2, 1, 8, Averaging.LOGITS));
        assertThat(whole.views()).isEmpty();
    }

    @Test
    void namesTheVideoThatIsTooSmallToBeSampled() {
        Path video = folder.resolve("small.mp4");
        ColorVideos.write(video, 9, 16, frame -> RED);
        SampledPredictor sampled =
                predictor.sampled(new FrameSampler(FrameSampler.Mode.PART, 8, 1, 1), Averaging.LOGITS, 1);

        assertThatThrownBy(() -> sampled.classify(video))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(video + ": clip of 8x16x16", "8x32x32");
        assertThatThrownBy(() -> sampled.classify(folder.resolve("none.mp4")))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("none.mp4");
    }

    @Test
    void namesTheVideoThatIsTooSmall() {
        Path video = folder.resolve("small.mp4");
        ColorVideos.write(video, 9, 16, frame -> RED);
        Predictor cropping = new Predictor(
                network, new TransformChain(List.of(new VideoCenterCrop(32, 32), new VideoToTensor())), LABELS);

        assertThatThrownBy(() -> predictor.classify(video))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(video.toString(), "9x16x16", "8x32x32");
        assertThatThrownBy(() -> cropping.classify(video))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(video.toString(), "32x32", "16x16");
        assertThatThrownBy(() -> predictor.classify(folder.resolve("none.mp4"))).isInstanceOf(VideoException.class);
    }

    /** OpenCV is not on the class path of this module. */
    @Test
    void flowOfVideosHasToBeComputed() {
        Path video = folder.resolve("red.mp4");
        ColorVideos.write(video, 20, 32, frame -> RED);
        try (MeanColorNetwork flow = new MeanColorNetwork(2, 4)) {
            Predictor predicting = new Predictor(flow, new TransformChain(List.of(new VideoToTensor())), LABELS);
            SlidingPredictor sliding = predicting.sliding(SlidingWindow.ofFrames(8, 8), 1);
            FrameSampler all = new FrameSampler(FrameSampler.Mode.WHOLE, 16, 1, 1);
            String flowOfVideos = "has frames of 3 channels (RGB); the model takes 2 channels (optical flow),"
                    + " model.in_channel: 2. The flow of a data set's videos is read with stream: flow; that of a live"
                    + " source is not computed";
            List<ThrowingCallable> ways = List.of(
                    () -> predicting.classify(video),
                    () -> predicting.activations(VideoSource.of(video), Set.of("Mixed_5c"), piece -> {}),
                    () -> predicting.sampled(all, Averaging.LOGITS, 1).classify(video),
                    () -> sliding.timeline(video));
            for (ThrowingCallable way : ways) {
                assertThatThrownBy(way)
                        .isInstanceOf(DeviceException.class)
                        .hasMessageStartingWith("optical flow can't be computed: ");
            }
            assertThatThrownBy(() -> sliding.follow(new LiveSource(video.toString(), false, 1000), window -> {}))
                    .hasMessage(video + ": " + flowOfVideos);
            String missing = folder.resolve("missing").toString();
            assertThatThrownBy(() -> sliding.follow(new LiveSource(missing, false, 1000), window -> {}))
                    .isInstanceOf(VideoException.class)
                    .hasMessageStartingWith(missing + ": ");
            assertThat(flow.seen()).isEmpty();
        }
    }
}
