package org.i3d4j.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.i3d4j.LongTest;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoToTensor;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Features beside those that public programs' own networks and preprocessing gave on the golden kit's weights; {@code
 * public_tools.py} made the figures, which name their origin.
 */
class PublicToolsTest {
    private static final Path FIGURES = Path.of("src", "test", "resources", "features", "public_tools.json");
    private static final Path SHARED = Path.of("..", "..", "shared", "media");
    private static final TransformChain UNUSED = new TransformChain(List.of(new VideoToTensor()));
    private static final int SHOWN = 8;

    private static JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(FIGURES));
    }

    private static Path media(String name) {
        return name.startsWith("made/") ? MediaCorpus.made(name.substring("made/".length())) : SHARED.resolve(name);
    }

    /** Those of one tool that are here. */
    private static Stream<String> videos(String tool) throws IOException {
        return figures().path(tool).propertyNames().stream().filter(name -> Files.exists(media(name)));
    }

    private static Stream<String> videoFeatures() throws IOException {
        return videos("video_features");
    }

    private static Stream<String> piergiaj() throws IOException {
        // Of the other one only the first frames were taken.
        return videos("piergiaj").filter(name -> !name.startsWith("made/"));
    }

    private static Network golden(double batchNormEps) {
        ModelSettings settings = new ModelSettings(
                3,
                400,
                batchNormEps,
                ModelSettings.DEFAULT_BATCH_NORM_MOMENTUM,
                ModelSettings.DEFAULT_DROPOUT_KEEP_PROBABILITY);
        return Engines.create(
                settings, GoldenModel.weights(settings, 3, false), ActivationRanges.NONE, Compute.DEFAULT);
    }

    private static FeatureSettings asVideoFeatures(JsonNode expected) {
        return FeatureSettings.DEFAULT
                .withWindows(
                        expected.path("stack_size").asInt(),
                        expected.path("step_size").asInt())
                .as(FeatureTool.VIDEO_FEATURES);
    }

    /** Computes nothing, at once. */
    private record Zeros() implements Network {
        @Override
        public ModelSettings settings() {
            return ModelSettings.of(3, 1);
        }

        @Override
        public String description() {
            return "zeros";
        }

        @Override
        public Activations forward(ClipBatch clips, Set<String> endpoints) {
            return new Activations(
                    new Logits(new float[clips.clips()], 1),
                    Map.of("features", TensorData.of(new float[clips.clips()], clips.clips(), 1)));
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @MethodSource("videoFeatures")
    void windowsAndTimesAreThoseOfVideoFeatures(String name) throws IOException {
        JsonNode expected = figures().path("video_features").path(name);

        Features features = new FeatureExtractor(new Zeros(), UNUSED, asVideoFeatures(expected)).extract(media(name));

        assertThat(features.rows())
                .hasSize(expected.path("rgb").path("shape").path(0).asInt());
        assertThat(features.end().frameRate()).isEqualTo(expected.path("fps").asDouble());
        for (int row = 0; row < features.rows().size(); row++) {
            // OpenCV multiplies by 1000 behind a division.
            assertThat(1000 * features.rows().get(row).endSeconds())
                    .isCloseTo(expected.path("timestamps_ms").path(row).asDouble(), Offset.offset(1e-6));
        }
    }

    private static float[] steps(Features features) {
        List<float[]> rows = features.rows().stream().map(FeatureRow::values).toList();
        float[] all = new float[rows.stream().mapToInt(row -> row.length).sum()];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, all, at, row.length);
            at += row.length;
        }
        return all;
    }

    /** The largest distance of shown values and of lengths, as a share of the expected length. */
    private static double distance(float[] found, JsonNode expected) {
        assertThat(expected.path("norms").size()).isPositive();
        double largest = lengthDifference(found, expected);
        for (int row = 0; row < expected.path("norms").size(); row++) {
            double square = 0;
            double all = 0;
            for (int i = 0; i < SHOWN; i++) {
                double value = expected.path("first").path(row).path(i).asDouble();
                square += Math.pow(found[row * 1024 + i] - value, 2);
                all += value * value;
            }
            largest = Math.max(largest, Math.sqrt(square / all));
        }
        return largest;
    }

    /** The golden kit's clip, 20 frames of 113x150, the same pixels as a program in Python has. */
    private static VideoSource pixels() {
        List<ByteBuffer> frames = new ArrayList<>();
        try (ClipBatch clip = GoldenClips.batch(5, 1, 3, 20, 113, 150)) {
            for (int frame = 0; frame < 20; frame++) {
                ByteBuffer rgb = ByteBuffer.allocate(3 * 113 * 150);
                for (int pixel = 0; pixel < 113 * 150; pixel++) {
                    for (int channel = 0; channel < 3; channel++) {
                        FloatBuffer plane = clip.plane(0, channel, frame);
                        rgb.put((byte) Math.round((plane.get(pixel) + 1) / 2 * 255));
                    }
                }
                frames.add(rgb.flip());
            }
        }
        return VideoSource.ofRgb("pixels", frames, 150, 113, 3 * 150, 25);
    }

    /** Pillow rounds between its two passes, FFmpeg does not: a level here and there, of which random weights make a few per cent. */
    @Test
    void pixelsGiveTheFeaturesOfVideoFeatures() throws IOException {
        JsonNode expected = figures().path("pixels").path("video_features");
        FeatureSettings settings = FeatureSettings.DEFAULT.withWindows(16, 16).as(FeatureTool.VIDEO_FEATURES);
        List<FeatureRow> rows = new ArrayList<>();
        try (Network network = golden(1e-5)) {
            FeatureEnd end = new FeatureExtractor(network, UNUSED, settings).extract(pixels(), rows::add);

            assertThat(rows).hasSize(1);
            assertThat(distance(steps(new Features("pixels", rows, end)), expected))
                    .isLessThan(0.06);
        }
    }

    @Test
    void pixelsGiveTheFeaturesOfPiergiaj() throws IOException {
        JsonNode expected = figures().path("pixels").path("piergiaj");
        List<FeatureRow> rows = new ArrayList<>();
        try (Network network = golden(1e-3)) {
            FeatureEnd end = new FeatureExtractor(network, UNUSED, FeatureSettings.DEFAULT.as(FeatureTool.PIERGIAJ))
                    .extract(pixels(), rows::add);

            float[] found = steps(new Features("pixels", rows, end));
            assertThat(found).hasSize(1024 * expected.path("shape").path(0).asInt());
            // Resized by OpenCV's own arithmetic, to the level; the rest is the order of sums.
            assertThat(distance(found, expected)).isLessThan(1e-4);
        }
    }

    /** The largest difference of a row's length, a sum over 1024 values, as a share of it. */
    private static double lengthDifference(float[] found, JsonNode expected) {
        double largest = 0;
        for (int row = 0; row < expected.path("norms").size(); row++) {
            double square = 0;
            for (int i = 0; i < 1024; i++) {
                square += (double) found[row * 1024 + i] * found[row * 1024 + i];
            }
            double length = expected.path("norms").path(row).asDouble();
            largest = Math.max(largest, Math.abs(Math.sqrt(square) - length) / length);
        }
        return largest;
    }

    /**
     * Videos are decoded by OpenCV there, whose colours are a level or two from exact ones, and scaled in RGB. Random weights make so
     * much of that in single values that only lengths can be held; what the same pixels give is held above, value by value.
     */
    @LongTest
    @ParameterizedTest
    @MethodSource("videoFeatures")
    void videosGiveNearlyTheFeaturesOfVideoFeatures(String name) throws IOException {
        JsonNode expected = figures().path("video_features").path(name);
        try (Network network = golden(1e-5)) {
            Features features = new FeatureExtractor(network, UNUSED, asVideoFeatures(expected)).extract(media(name));

            assertThat(lengthDifference(steps(features), expected.path("rgb"))).isLessThan(0.05);
        }
    }

    @LongTest
    @ParameterizedTest
    @MethodSource("piergiaj")
    void videosGiveNearlyTheFeaturesOfPiergiaj(String name) throws IOException {
        JsonNode expected = figures().path("piergiaj").path(name);
        try (Network network = golden(1e-3)) {
            Features features = new FeatureExtractor(network, UNUSED, FeatureSettings.DEFAULT.as(FeatureTool.PIERGIAJ))
                    .extract(media(name));

            float[] found = steps(features);
            assertThat(found).hasSize(1024 * expected.path("shape").path(0).asInt());
            assertThat(lengthDifference(found, expected)).isLessThan(0.05);
        }
    }
}
