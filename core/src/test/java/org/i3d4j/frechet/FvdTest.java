package org.i3d4j.frechet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenForward;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** On the golden kit's weights, against the recipe of google-research/frechet_video_distance in Python, by {@code chain.py}. */
class FvdTest {
    private static final int FRAMES = 9;
    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;
    private static final int CHANNELS = 3;
    private static final ClipSampling SAMPLING = ClipSampling.first(FRAMES);

    private static Network network;

    @BeforeAll
    static void build() {
        ModelSettings settings = ModelSettings.of(CHANNELS, 400);
        network = Engines.create(
                settings, GoldenModel.weights(settings, 1, false), ActivationRanges.NONE, Compute.DEFAULT);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    /** The kit's clips as bytes, T,H,W,C. */
    private static List<ByteBuffer> clips(long seed, int count) {
        try (ClipBatch batch = GoldenClips.batch(seed, count, CHANNELS, FRAMES, HEIGHT, WIDTH)) {
            return IntStream.range(0, count)
                    .mapToObj(clip -> bytes(batch, clip))
                    .toList();
        }
    }

    private static ByteBuffer bytes(ClipBatch batch, int clip) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAMES * HEIGHT * WIDTH * CHANNELS);
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                FloatBuffer plane = batch.plane(clip, channel, frame);
                for (int i = 0; i < HEIGHT * WIDTH; i++) {
                    int at = (frame * HEIGHT * WIDTH + i) * CHANNELS + channel;
                    bytes.put(at, (byte) Math.round((plane.get(i) + 1) * 127.5f));
                }
            }
        }
        return bytes;
    }

    private static VideoSource video(ByteBuffer clip) {
        int frameBytes = HEIGHT * WIDTH * CHANNELS;
        List<ByteBuffer> frames = IntStream.range(0, FRAMES)
                .mapToObj(frame -> clip.slice(frame * frameBytes, frameBytes))
                .toList();
        return VideoSource.ofRgb("clip", frames, WIDTH, HEIGHT, WIDTH * CHANNELS, 25);
    }

    /** Float32 of the network is 1e-4 of the logits' length; a distance is of squares of them. */
    @ParameterizedTest
    @EnumSource(FvdProtocol.class)
    void givesWhatTheRecipeGives(FvdProtocol protocol) throws IOException {
        JsonNode numbers = Numbers.in("chain.json");
        JsonNode expected = numbers.get(protocol.title());
        int count = numbers.get("clips").asInt();
        Fvd fvd = new Fvd(network, protocol);

        // A batch that the clips don't fill.
        try (FvdSet real = fvd.set(SAMPLING, 3);
                FvdSet generated = fvd.set(SAMPLING)) {
            real.keepFeatures();
            clips(1, count).forEach(clip -> real.add(clip, HEIGHT, WIDTH));
            clips(2, count).forEach(clip -> generated.add(clip, HEIGHT, WIDTH));

            double wanted = expected.get("fvd").asDouble();
            assertThat(real.count()).isEqualTo(count);
            assertThat(fvd.distance(real, generated).value()).isCloseTo(wanted, within(1e-4 * wanted));
            double[] first = GoldenForward.doubles(expected.get("first_clip"));
            double length = expected.get("l2").asDouble();
            double[] row = real.features().get(0);
            assertThat(norm(row)).isCloseTo(length, within(1e-5 * length));
            for (int i = 0; i < first.length; i++) {
                assertThat(row[i]).isCloseTo(first[i], within(1e-5 * length));
            }
        }
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    @Test
    void videosAndClipsInMemoryAreTheSame() {
        Fvd fvd = new Fvd(network, FvdProtocol.CANONICAL);
        try (FvdSet videos = fvd.set(SAMPLING);
                FvdSet clips = fvd.set(SAMPLING);
                Clip planar = Clip.allocatePlanar(FRAMES, HEIGHT, WIDTH)) {
            List<ByteBuffer> two = clips(3, 2);
            two.forEach(clip -> videos.add(video(clip)));
            fill(planar, two.get(0));
            clips.add(planar);
            clips.add(two.get(1), HEIGHT, WIDTH);

            assertThat(fvd.distance(videos, clips).value()).isLessThan(1e-6);
        }
    }

    private static void fill(Clip planar, ByteBuffer clip) {
        for (int frame = 0; frame < FRAMES; frame++) {
            ByteBuffer into = planar.frame(frame);
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        int from = ((frame * HEIGHT + y) * WIDTH + x) * CHANNELS + channel;
                        into.put((channel * HEIGHT + y) * planar.rowBytes() + x, clip.get(from));
                    }
                }
            }
        }
    }

    @Test
    void refusesClipsThatAreNoneOfTheSet() {
        try (FvdSet set = new Fvd(network, FvdProtocol.CANONICAL).set(SAMPLING);
                Clip flow = Clip.allocate(FRAMES, HEIGHT, WIDTH, 2);
                Clip longer = Clip.allocate(FRAMES + 1, HEIGHT, WIDTH)) {
            assertThatThrownBy(() -> set.add(flow))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "a clip of 9 frames of 2 channels (optical flow); the set takes 9 frames of 3 channels (RGB)");
            assertThatThrownBy(() -> set.add(longer)).isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> set.add(ByteBuffer.allocate(10), HEIGHT, WIDTH))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("10 bytes for a clip of 9x48x64x3 (frames x height x width x channels)");
            assertThat(set.count()).isZero();
            assertThatThrownBy(set::statistics)
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("statistics of 0 clips; a covariance takes at least 2");
        }
    }

    @Test
    void refusesVideosShorterThanAClip() {
        try (FvdSet set = new Fvd(network, FvdProtocol.CANONICAL).set(ClipSampling.first(FRAMES + 1))) {
            VideoSource video = video(clips(1, 1).get(0));

            assertThatThrownBy(() -> set.add(video))
                    .isInstanceOf(VideoException.class)
                    .hasMessage("clip: has 9 frames; a clip takes 10");
        }
    }

    @Test
    void refusesNetworksForOpticalFlow() {
        ModelSettings flow = ModelSettings.of(2, 3);
        try (Network other =
                Engines.create(flow, GoldenModel.weights(flow, 1, false), ActivationRanges.NONE, Compute.DEFAULT)) {
            assertThatThrownBy(() -> new Fvd(other, FvdProtocol.CANONICAL))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("the network takes clips of 2 channels (optical flow); FVD is of 3 channels (RGB)");
        }
    }

    @Test
    void protocolsSayWhatTheyDo() {
        assertThat(FvdProtocol.STYLEGAN_V.title()).isEqualTo("stylegan-v");
        assertThat(FvdProtocol.STYLEGAN_V.clips()).hasValue(2048);
        assertThat(FvdProtocol.CANONICAL.clips()).isEmpty();
        for (FvdProtocol protocol : FvdProtocol.values()) {
            assertThat(protocol.description(network.architecture()).toLowerCase(Locale.ROOT))
                    .contains(
                            "224x224",
                            "2x/255-1",
                            protocol == FvdProtocol.POOLED ? "1024 average-pooled" : "400 logits");
        }
    }
}
