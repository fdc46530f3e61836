package org.i3d4j.video.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.transform.VideoRandomErasing.Fill;
import org.i3d4j.video.transform.frames.ClipView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PixelTransformsTest {
    private static final int HEIGHT = 20;
    private static final int WIDTH = 16;
    private static final VideoRandomErasing ERASING =
            new VideoRandomErasing(1, List.of(0.1, 0.3), List.of(0.3, 3.3), Fill.RANDOM);

    static List<PixelTransform> all() {
        return List.of(
                new VideoColorJitter(0.4, 0.4, 0.4, 0.2),
                new VideoGrayscale(0.5),
                new VideoRandAugment(2, 9),
                new VideoRandAugment(3, 30),
                ERASING);
    }

    private static TransformChain chain(Transform step) {
        return new TransformChain(List.of(step, new VideoToTensor()));
    }

    /** The values of three frames that are the same to begin with, C,T,H,W. */
    private static float[] written(Transform step, RandomGenerator random) {
        TransformChain chain = chain(step);
        try (Clip clip = Clip.allocate(3, HEIGHT, WIDTH);
                ClipBatch batch = ClipBatch.allocate(1, 3, 3, HEIGHT, WIDTH)) {
            for (int i = 0; i < 3 * clip.frameBytes(); i++) {
                int place = i % clip.frameBytes();
                clip.frame(i / clip.frameBytes()).put(place, (byte) (place * 7 % 251));
            }
            ClipView view = chain.views(WIDTH, HEIGHT, random).get(0);
            chain.write(clip, 0, view, batch, 0);
            float[] values = new float[(int) batch.clipValues()];
            batch.pointer().asBuffer().get(values);
            return values;
        }
    }

    private static float[] frame(float[] values, int channel, int frame) {
        int plane = HEIGHT * WIDTH;
        int start = (channel * 3 + frame) * plane;
        return Arrays.copyOfRange(values, start, start + plane);
    }

    @ParameterizedTest
    @MethodSource("all")
    void allFramesOfAClipGetTheSame(PixelTransform transform) {
        RandomGenerator random = new SplittableRandom(2);
        for (int draw = 0; draw < 20; draw++) {
            float[] values = written(transform, random);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(frame(values, channel, 1)).isEqualTo(frame(values, channel, 0));
                assertThat(frame(values, channel, 2)).isEqualTo(frame(values, channel, 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theGeneratorAloneDecides(PixelTransform transform) {
        Set<Integer> different = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            float[] once = written(transform, new SplittableRandom(seed));
            assertThat(written(transform, new SplittableRandom(seed))).isEqualTo(once);
            different.add(Arrays.hashCode(once));
        }
        assertThat(different).hasSizeGreaterThan(1);
    }

    @Test
    void jitterOfNothingChangesNothing() {
        assertThat(written(new VideoColorJitter(0, 0, 0, 0), new SplittableRandom(1)))
                .isEqualTo(written(new VideoGrayscale(0), new SplittableRandom(1)));
    }

    @Test
    void brightnessStaysInItsRangeOfFactors() {
        RandomGenerator random = new SplittableRandom(1);
        float[] plain = written(new VideoGrayscale(0), random);
        int at = 30; // 30 * 3 * 7 % 251 = 128
        double level = (plain[at] + 1) * 127.5;
        double[] factors = IntStream.range(0, 200)
                .mapToDouble(i -> (written(new VideoColorJitter(0.4, 0, 0, 0), random)[at] + 1) * 127.5 / level)
                .toArray();

        // levels drop their fraction: up to 1/128 less
        assertThat(Arrays.stream(factors).min().orElseThrow()).isBetween(0.59, 0.65);
        assertThat(Arrays.stream(factors).max().orElseThrow()).isBetween(1.35, 1.4001);
    }

    @Test
    void erasingCoversItsShareWithItsFill() {
        RandomGenerator random = new SplittableRandom(1);
        float[] plain = written(new VideoGrayscale(0), random);
        for (int draw = 0; draw < 50; draw++) {
            float[] black = written(new VideoRandomErasing(1, List.of(0.1, 0.3), List.of(0.3, 3.3), Fill.ZERO), random);
            long erased = IntStream.range(0, HEIGHT * WIDTH)
                    .filter(i -> black[i] == -1 && plain[i] != -1)
                    .count();
            // 0.1 and 0.3 of 320, give or take rounded sides and the few that are black anyway
            assertThat(erased).isBetween(25L, 110L);
        }
        float[] mean = written(new VideoRandomErasing(1, List.of(0.1, 0.3), List.of(0.3, 3.3), Fill.MEAN), random);
        long grey = IntStream.range(0, HEIGHT * WIDTH)
                .filter(i -> Math.abs(mean[i]) < 0.005)
                .count();
        assertThat(grey).isGreaterThan(25);
    }

    @Test
    void erasingFollowsItsProbability() {
        float[] plain = written(new VideoGrayscale(0), new SplittableRandom(1));
        RandomGenerator random = new SplittableRandom(1);
        long erased = IntStream.range(0, 200)
                .filter(i -> !Arrays.equals(
                        plain,
                        written(
                                new VideoRandomErasing(0.3, List.of(0.1, 0.3), List.of(0.3, 3.3), Fill.RANDOM),
                                random)))
                .count();
        // 60 expected; 33 are five standard deviations
        assertThat(erased).isBetween(27L, 93L);
    }

    @Test
    void coloursNeedThreeChannels() {
        TransformChain chain = chain(new VideoGrayscale(1));
        try (Clip flow = Clip.allocate(1, 4, 4, 2);
                ClipBatch batch = ClipBatch.allocate(1, 2, 1, 4, 4)) {
            ClipView view = chain.views(4, 4, new SplittableRandom(1)).get(0);
            assertThatThrownBy(() -> chain.write(flow, 0, view, batch, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("2 channels");
        }
    }

    static Stream<Transform> onlyForRgb() {
        return Stream.of(
                new VideoColorJitter(0.1, 0, 0, 0),
                new VideoGrayscale(0.1),
                new VideoRandAugment(1, 9),
                new VideoRandomErasing(0.5, List.of(0.1, 0.3), List.of(0.3, 3.3), Fill.ZERO));
    }

    @ParameterizedTest
    @MethodSource("onlyForRgb")
    void whatIsOnlyForRgbIsRefusedByNameForOpticalFlow(Transform step) {
        List<Transform> steps = List.of(new VideoRandomHorizontalFlip(0.5), step, new VideoToTensor());

        TransformChain.checkChannels("operations", steps, 3);
        assertThatThrownBy(() -> TransformChain.checkChannels("operations", steps, 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("operations.1, " + step.name()
                        + ", can't be done to frames of 2 channels (optical flow), as model.in_channel says: ");
    }

    @Test
    void boxesOfTheMeanOrOfNoiseSuitOpticalFlow() {
        for (Fill fill : List.of(Fill.MEAN, Fill.RANDOM)) {
            TransformChain.checkChannels(
                    "operations",
                    List.of(
                            new VideoRandomErasing(0.5, List.of(0.1, 0.3), List.of(0.3, 3.3), fill),
                            new VideoToTensor()),
                    2);
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new VideoColorJitter(-1, 0, 0, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoColorJitter(0, 0, 0, 0.6)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoGrayscale(2)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandAugment(0, 9)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandAugment(2, 31)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandomErasing(1, List.of(0.5, 0.1), List.of(1.0, 1.0), Fill.ZERO))
                .isInstanceOf(ConfigException.class);
    }
}
