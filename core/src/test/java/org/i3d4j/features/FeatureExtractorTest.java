package org.i3d4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DeviceException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.MeanColorNetwork;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.video.LastWindow;
import org.i3d4j.video.ShortVideo;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoThreeCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureExtractorTest {
    private static final FeatureSettings EIGHTS = FeatureSettings.DEFAULT.withWindows(8, 8);
    private static final ModelSettings RESNET_SETTINGS =
            new ModelSettings(Backbone.RESNET_50_8X8, 3, 3, 1e-5, 0.1, 0.5);
    private static final TransformChain PLAIN = new TransformChain(List.of(new VideoToTensor()));

    private final MeanColorNetwork network = new MeanColorNetwork(3);

    @TempDir
    private Path folder;

    private Path video;

    /** 30 frames at 25 a second, each a little lighter. */
    @BeforeEach
    void writeVideo() {
        video = folder.resolve("steps.mp4");
        ColorVideos.write(video, 30, 32, frame -> 0x010101 * 8 * frame);
    }

    private Features features(FeatureSettings settings) {
        return new FeatureExtractor(network, PLAIN, settings).extract(video);
    }

    /** The frames that a window had, told by their lightness. */
    private List<Integer> framesOf(int window) {
        return network.seen().get(window).redOfFrames().stream()
                .map(red -> (int) Math.round((red + 1) / 2 * 255 / 8))
                .toList();
    }

    private static List<Integer> frames(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void aRowTellsWhatTheNetworkSaysOfItsFrames() {
        Features features = features(EIGHTS);

        assertThat(features.rows()).extracting(FeatureRow::startFrame).containsExactly(0, 8, 16);
        assertThat(framesOf(2)).isEqualTo(frames(16, 24));
        FeatureRow last = features.rows().get(2);
        assertThat(last.window()).isEqualTo(2);
        assertThat(last.endFrame()).isEqualTo(24);
        assertThat(last.startSeconds()).isCloseTo(16 / 25.0, Offset.offset(1e-9));
        assertThat(last.endSeconds()).isCloseTo(24 / 25.0, Offset.offset(1e-9));
        assertThat(last.shape()).containsExactly(3);
        double mean = network.seen().get(2).redOfFrames().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(last.values()[0]).isEqualTo((float) mean);
        assertThat(features.end().frames()).isEqualTo(30);
        assertThat(features.end().leftOut()).isEqualTo(6);
        assertThat(features.end().frameRate()).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({"DROP, 3, 6", "PAD, 4, 0", "OVERLAP, 4, 0"})
    void theEndIsDroppedPaddedOrOverlapped(LastWindow last, int windows, int leftOut) {
        Features features = features(EIGHTS.withEnds(ShortVideo.LOOP, last));

        assertThat(features.rows()).hasSize(windows);
        assertThat(features.end().leftOut()).isEqualTo(leftOut);
        if (last == LastWindow.PAD) {
            assertThat(framesOf(3)).containsExactly(24, 25, 26, 27, 28, 29, 29, 29);
        }
        if (last == LastWindow.OVERLAP) {
            assertThat(framesOf(3)).isEqualTo(frames(22, 30));
        }
    }

    @ParameterizedTest
    @CsvSource({"DROP, 0", "PAD, 1", "LOOP, 1"})
    void aShortVideoIsDroppedPaddedOrLooped(ShortVideo ofShort, int windows) {
        Features features = features(EIGHTS.withWindows(34, 8).withEnds(ofShort, LastWindow.DROP));

        assertThat(features.rows()).hasSize(windows);
        List<Integer> more = new ArrayList<>(frames(0, 30));
        more.addAll(ofShort == ShortVideo.PAD ? List.of(29, 29, 29, 29) : List.of(0, 1, 2, 3));
        if (windows > 0) {
            assertThat(framesOf(0)).isEqualTo(more);
        }
    }

    /** Of 25 frames a second, at 10: frames on display at 0, 0.1, 0.2 s and so on. At 50, each comes twice. */
    @Test
    void anotherFrameRateIsMadeByIndex() {
        features(EIGHTS.withFrameRate(10));
        assertThat(framesOf(0)).containsExactly(0, 2, 5, 7, 10, 12, 15, 17);

        network.seen().clear();
        Features faster = features(EIGHTS.withFrameRate(50));
        assertThat(framesOf(1)).containsExactly(4, 4, 5, 5, 6, 6, 7, 7);
        assertThat(faster.end().frames()).isEqualTo(60);
        assertThat(faster.end().frameRate()).isEqualTo(50);
    }

    @Test
    void cropsAreKeptApart() {
        TransformChain three = new TransformChain(List.of(new VideoThreeCrop(32, 32), new VideoToTensor()));

        Features features = new FeatureExtractor(new MeanColorNetwork(3), three, EIGHTS.withCrops(3)).extract(video);

        assertThat(features.rows().get(0).shape()).containsExactly(3, 3);
        assertThat(features.rows().get(0).values()).hasSize(9);
    }

    @Test
    void batchesChangeNothing() {
        List<FeatureRow> one = features(EIGHTS).rows();
        List<FeatureRow> together = new FeatureExtractor(network, PLAIN, EIGHTS)
                .withBatch(2)
                .extract(video)
                .rows();

        assertThat(together).usingRecursiveComparison().isEqualTo(one);
    }

    /** One more frame has to follow: of 24 frames two windows, whose times are those of the frames behind them. */
    @Test
    void videoFeaturesWantsAFrameMore() {
        Path large = folder.resolve("large.mp4");
        ColorVideos.write(large, 24, 256, frame -> 0x010101 * 8 * frame);
        FeatureExtractor extractor = new FeatureExtractor(network, PLAIN, EIGHTS.as(FeatureTool.VIDEO_FEATURES));

        Features features = extractor.extract(large);

        assertThat(features.rows()).extracting(FeatureRow::startFrame).containsExactly(0, 8);
        assertThat(features.rows()).extracting(FeatureRow::endSeconds).containsExactly(8 / 25.0, 16 / 25.0);
        assertThat(network.seen().get(0).width()).isEqualTo(224);
    }

    /** Its list of frames is cut by {@code stack[step:]}, which takes no more away than is there. */
    @Test
    void videoFeaturesSkipsNoMoreThanOneFrame() {
        FeatureExtractor extractor =
                new FeatureExtractor(network, PLAIN, EIGHTS.withWindows(8, 100).as(FeatureTool.VIDEO_FEATURES));

        assertThat(extractor.extract(video).rows())
                .extracting(FeatureRow::startFrame)
                .containsExactly(0, 9, 18);
    }

    private Path array(String name, int frames, int channels, float value) {
        float[] values = new float[frames * 32 * 32 * channels];
        Arrays.fill(values, value);
        Path file = folder.resolve(name);
        NpyFile.write(file, TensorData.of(values, 1, frames, 32, 32, channels));
        return file;
    }

    @Test
    void preparedFramesAreTakenAsTheyAre() {
        TransformChain crops = new TransformChain(List.of(new VideoCenterCrop(16, 16), new VideoToTensor()));
        Path clip = array("clip.npy", 20, 3, 0.123456f);

        Features features = new FeatureExtractor(network, crops, EIGHTS).extract(clip);

        assertThat(features.rows()).hasSize(2);
        assertThat(features.rows().get(1).values()[0]).isEqualTo(0.123456f);
        assertThat(network.seen().get(0).width()).isEqualTo(32);
        assertThat(features.rows().get(1).startSeconds()).isEqualTo(8 / 25.0);
    }

    @Test
    void valuesThatAreNoneAreRefused() {
        Path clip = array("clip.npy", 8, 3, Float.NaN);

        assertThatThrownBy(() -> new FeatureExtractor(network, PLAIN, EIGHTS).extract(clip))
                .isInstanceOf(VideoException.class)
                .hasMessage(clip
                        + ": frame 0, channel 0 holds the value NaN; expected what the model is fed, values of at most"
                        + " 1.000; pixels of 0 to 255 are stored as uint8");
    }

    /** The flow of the video would have to be computed, and OpenCV is not on the class path of this module. */
    @Test
    void framesOfOtherChannelsAreRefused() {
        Path flow = array("flow.npy", 8, 2, 0);

        assertThatThrownBy(() -> new FeatureExtractor(network, PLAIN, EIGHTS).extract(flow))
                .isInstanceOf(ShapeException.class)
                .hasMessage(flow + ": has frames of 2 channels (optical flow); the model takes 3 channels (RGB),"
                        + " model.in_channel: 3");
        assertThatThrownBy(() -> new FeatureExtractor(new MeanColorNetwork(2, 3), PLAIN, EIGHTS).extract(video))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("optical flow can't be computed");
    }

    @Test
    void preparedFramesKnowNoFrameRate() {
        Path clip = array("clip.npy", 8, 3, 0);

        assertThatThrownBy(() -> new FeatureExtractor(network, PLAIN, EIGHTS.withFrameRate(5)).extract(clip))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("frames that are prepared");
    }

    private static void assertRefused(UnaryOperator<FeatureSettings> change, String message) {
        assertThatThrownBy(() -> change.apply(FeatureSettings.DEFAULT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertRefused(with -> with.withWindows(64, 0), "a window every 0 frames; expected at least 1");
        assertRefused(with -> with.withWindows(0, 8), "windows of 0 frames; expected 1 to 4096");
        assertRefused(with -> with.withWindows(5000, 8), "to 4096");
        assertRefused(with -> with.withFrameRate(Double.NaN), "NaN frames per second");
        assertRefused(with -> with.withCrops(5), "5 crops; expected 1, 3 or 10");
        assertRefused(with -> with.withCrops(3).as(FeatureTool.PIERGIAJ), "piergiaj makes pooled features of one crop");
        assertRefused(
                with -> with.withWindows(30, 8).as(FeatureTool.VIDEO_FEATURES),
                "windows of 30 frames: video_features pads those that are no multiple of 4 otherwise");
    }

    private static void assertRefused(Backbone backbone, FeatureSettings settings, String message) {
        assertThatThrownBy(() -> settings.requireOf(backbone.architecture(3, 400)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatANetworkDoesntHaveIsRefused() {
        FeatureSettings usual = FeatureSettings.DEFAULT;
        assertRefused(
                Backbone.INCEPTION, usual.withWindows(7, 8), "windows of 7 frames; inception_i3d needs at least 8");
        assertRefused(Backbone.RESNET_50, usual.withWindows(4, 8), "windows of 4 frames; i3d_r50 needs at least 5");
        assertRefused(
                Backbone.INCEPTION,
                usual.withLayer("Mixed_5d"),
                "inception_i3d has no layer 'Mixed_5d'; did you mean 'Mixed_4d'?");
        assertRefused(Backbone.INCEPTION, usual.withLayer("nonsense"), "there are Conv3d_1a_7x7, MaxPool3d_2a_3x3");
        assertRefused(Backbone.RESNET_50, usual.withLayer("layer4.3"), "i3d_r50 has no layer 'layer4.3'; did you mean");
        assertRefused(
                Backbone.RESNET_50,
                usual.withLayer("Mixed_5c"),
                "there are conv1, pool1, layer1.0, layer1.1, layer1.2, pool2, layer2.0");
        assertRefused(
                Backbone.RESNET_50,
                usual.as(FeatureTool.VIDEO_FEATURES),
                "video_features makes features of inception_i3d, the network is i3d_r50");
        assertThatThrownBy(() -> features(EIGHTS.withLayer("layer1.0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("inception_i3d has no layer 'layer1.0'");
    }

    /** Of 8 frames of 32x32. */
    @Test
    void layersOfResNetHaveTheirChannelsAndSteps() {
        try (Network resNet = Engines.create(
                RESNET_SETTINGS,
                GoldenModel.weights(RESNET_SETTINGS, 1, false),
                ActivationRanges.NONE,
                Compute.onCpu(Precision.FP32))) {
            assertThat(shapes(resNet, "layer1.2")).containsExactly(8, 256);
            assertThat(shapes(resNet, "pool2")).containsExactly(4, 256);
            assertThat(shapes(resNet, "layer3.5")).containsExactly(4, 1024);
            assertThat(shapes(resNet, "pool")).containsExactly(1, 2048);
            assertThat(shapes(resNet, "logits")).containsExactly(1, 3);
        } catch (DeviceException e) {
            assumeTrue(false, "no engine here");
        }
    }

    private List<Integer> shapes(Network resNet, String layer) {
        FeatureSettings settings = EIGHTS.withLayer(layer).withPerTimeStep(true);
        Features features = new FeatureExtractor(resNet, PLAIN, settings).extract(video);
        assertThat(features.rows()).hasSize(3);
        List<Integer> shape = features.rows().get(0).shape();
        assertThat(new FeatureLayer(layer).channels(resNet.architecture())).isEqualTo(shape.get(1));
        return shape;
    }

    @Test
    void wordsOfToolsAreThoseOfTheirAuthors() {
        assertThat(FeatureTool.values())
                .allMatch(tool -> tool.word().equals(tool.name().toLowerCase(Locale.ROOT)));
    }
}
