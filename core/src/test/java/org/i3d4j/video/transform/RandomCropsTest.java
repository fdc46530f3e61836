package org.i3d4j.video.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.VideoMultiScaleCrop.Positions;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.junit.jupiter.api.Test;

class RandomCropsTest {
    private final RandomGenerator random = new SplittableRandom(3);

    private static TransformChain chain(Transform... steps) {
        return new TransformChain(
                Stream.concat(Stream.of(steps), Stream.of(new VideoToTensor())).toList());
    }

    private ClipGeometry resolve(int width, int height, Transform... steps) {
        return chain(steps).central(width, height, random).geometry();
    }

    private List<ClipGeometry> draws(int count, int width, int height, Transform... steps) {
        return IntStream.range(0, count)
                .mapToObj(i -> resolve(width, height, steps))
                .toList();
    }

    private static VideoRandomResizedCrop resizedCrop(
            double minScale, double maxScale, double minRatio, double maxRatio) {
        return new VideoRandomResizedCrop(List.of(112, 96), List.of(minScale, maxScale), List.of(minRatio, maxRatio));
    }

    private static double share(ClipGeometry g) {
        return g.windowHeight() * (double) g.windowWidth() / (g.resizedHeight() * g.resizedWidth());
    }

    private static double ratio(ClipGeometry g) {
        return g.windowWidth() / (double) g.windowHeight();
    }

    @Test
    void resizedCropsHaveTheirShareAndRatioAndLieInside() {
        List<ClipGeometry> crops = draws(2000, 640, 480, resizedCrop(0.2, 0.6, 0.5, 2));

        assertThat(crops).allSatisfy(crop -> {
            // sides are rounded to pixels
            assertThat(share(crop)).isBetween(0.195, 0.605);
            assertThat(ratio(crop)).isBetween(0.49, 2.03);
            assertThat(crop.top()).isBetween(0, 480 - crop.windowHeight());
            assertThat(crop.left()).isBetween(0, 640 - crop.windowWidth());
            assertThat(List.of(crop.height(), crop.width())).containsExactly(112, 96);
        });
    }

    @Test
    void sharesAreUniformAndRatiosUniformInTheirLogarithm() {
        // small shares always fit, so nothing is drawn again
        List<ClipGeometry> crops = draws(4000, 1000, 1000, resizedCrop(0.1, 0.3, 0.5, 2));

        // means of uniform draws; five standard errors are 0.0046 and 0.032
        assertThat(crops.stream().mapToDouble(RandomCropsTest::share).average().orElseThrow())
                .isCloseTo(0.2, within(0.005));
        assertThat(crops.stream().mapToDouble(c -> Math.log(ratio(c))).average().orElseThrow())
                .isCloseTo(0, within(0.035));
    }

    @Test
    void whereNoWindowFitsTheLargestCentralOneOfTheRatioIsTaken() {
        // a 1000x10 frame never holds its whole area at ratios up to 2
        ClipGeometry wide = resolve(1000, 10, resizedCrop(1, 1, 0.5, 2));
        assertThat(List.of(wide.top(), wide.left(), wide.windowHeight(), wide.windowWidth()))
                .containsExactly(0, 490, 10, 20);
        ClipGeometry high = resolve(10, 1000, resizedCrop(1, 1, 0.5, 2));
        assertThat(List.of(high.top(), high.left(), high.windowHeight(), high.windowWidth()))
                .containsExactly(490, 0, 20, 10);
        ClipGeometry whole = resolve(150, 100, resizedCrop(1, 1, 1.4, 1.45));
        assertThat(whole.windowHeight()).isEqualTo(100);
        assertThat(whole.windowWidth()).isEqualTo(145);
    }

    @Test
    void multiScaleSidesAreNeighbouringScalesOfTheShorterSide() {
        VideoMultiScaleCrop crop =
                new VideoMultiScaleCrop(List.of(224, 224), List.of(1.0, 0.875, 0.75, 0.66), 1, Positions.FIVE);

        Set<List<Integer>> sizes = draws(600, 340, 256, crop).stream()
                .map(g -> List.of(g.windowHeight(), g.windowWidth()))
                .collect(Collectors.toSet());

        // 256 * 0.875 = 224, 256 * 0.75 = 192, int(256 * 0.66) = 168
        assertThat(sizes)
                .containsExactlyInAnyOrder(
                        List.of(256, 256),
                        List.of(256, 224),
                        List.of(224, 256),
                        List.of(224, 224),
                        List.of(224, 192),
                        List.of(192, 224),
                        List.of(192, 192),
                        List.of(192, 168),
                        List.of(168, 192),
                        List.of(168, 168));
    }

    @Test
    void multiScalePlacesAreCornersAndCentreOrAGridOrAnywhere() {
        assertThat(places(Positions.FIVE))
                .containsExactlyInAnyOrder(
                        List.of(0, 0), List.of(0, 200), List.of(100, 0), List.of(100, 200), List.of(50, 100));
        assertThat(places(Positions.THIRTEEN))
                .hasSize(13)
                .contains(List.of(25, 50), List.of(75, 150), List.of(0, 100), List.of(50, 200));
        assertThat(places(Positions.RANDOM)).hasSizeGreaterThan(500).allSatisfy(place -> {
            assertThat(place.get(0)).isBetween(0, 100);
            assertThat(place.get(1)).isBetween(0, 200);
        });
    }

    /** Of 100x100 in 200x300. */
    private Set<List<Integer>> places(Positions positions) {
        VideoMultiScaleCrop half = new VideoMultiScaleCrop(List.of(112, 112), List.of(0.5), 0, positions);
        return draws(700, 300, 200, half).stream()
                .map(g -> List.of(g.top(), g.left()))
                .collect(Collectors.toSet());
    }

    @Test
    void aMultiScaleSideNearTheWantedOneTakesItIfTheFrameHoldsIt() {
        VideoMultiScaleCrop crop = new VideoMultiScaleCrop(List.of(224, 224), List.of(1.0), 0, Positions.FIVE);

        assertThat(resolve(300, 226, crop).windowHeight()).isEqualTo(224);
        assertThat(resolve(300, 222, crop).windowHeight()).isEqualTo(222);
        assertThat(resolve(300, 222, crop).windowWidth()).isEqualTo(224);
    }

    @Test
    void theShorterSideGetsEverySizeOfItsRange() {
        Set<Integer> sides =
                draws(400, 340, 170, new VideoShortEdgeRandomResize(10, 14, Interpolation.BILINEAR)).stream()
                        .map(ClipGeometry::resizedHeight)
                        .collect(Collectors.toSet());

        assertThat(sides).containsExactlyInAnyOrder(10, 11, 12, 13, 14);
        ClipGeometry fixed = resolve(340, 170, new VideoShortEdgeRandomResize(85, 85, Interpolation.AREA));
        assertThat(List.of(fixed.height(), fixed.width())).containsExactly(85, 170);
    }

    @Test
    void aResizedCropScalesItsWindowAndMirrorsIt() {
        // one row of grey levels 0, 10 ... 70; the whole of it halved: means with neighbours of the triangle filter
        TransformChain chain = chain(
                new VideoRandomResizedCrop(List.of(1, 4), List.of(1.0, 1.0), List.of(8.0, 8.0)),
                new VideoRandomHorizontalFlip(1));
        try (Clip clip = Clip.allocate(1, 1, 8);
                ClipBatch batch = ClipBatch.allocate(1, 3, 1, 1, 4)) {
            for (int i = 0; i < 24; i++) {
                clip.frame(0).put(i, (byte) (i / 3 * 10));
            }
            chain.write(clip, 0, chain.central(8, 1, random), batch, 0);

            // weights 1/8 3/8 3/8 1/8 inside: 25 and 45; at the border 3/7 3/7 1/7 of 0 10 20 = 7.1, and 62.9
            assertThat(IntStream.range(0, 4)
                            .map(i -> Math.round((batch.plane(0, 1, 0).get(i) + 1) / 2 * 255)))
                    .containsExactly(63, 45, 25, 7);
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> resizedCrop(0, 1, 1, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> resizedCrop(0.5, 0.4, 1, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> resizedCrop(0.5, 1, 2, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoMultiScaleCrop(List.of(1, 1), List.of(), 1, Positions.FIVE))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoShortEdgeRandomResize(5, 4, Interpolation.AREA))
                .isInstanceOf(ConfigException.class);
    }
}
