package org.i3d4j.video.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;
import org.junit.jupiter.api.Test;

class TransformChainTest {
    private final RandomGenerator random = new SplittableRandom(3);

    private static TransformChain chain(Transform... steps) {
        return new TransformChain(
                Stream.concat(Stream.of(steps), Stream.of(new VideoToTensor())).toList());
    }

    private ClipGeometry resolve(int width, int height, Transform... steps) {
        return chain(steps).central(width, height, random).geometry();
    }

    private static VideoShortEdgeResize shortEdge(int size) {
        return new VideoShortEdgeResize(size, Interpolation.AREA);
    }

    private static String resizedSize(ClipGeometry geometry) {
        return geometry.resizedHeight() + "x" + geometry.resizedWidth();
    }

    @Test
    void shortEdgeResizeRoundsTheLongSideHalfUp() {
        assertThat(resizedSize(resolve(340, 256, shortEdge(256)))).isEqualTo("256x340");
        // 256 / 240 * 320 = 341.33
        assertThat(resizedSize(resolve(320, 240, shortEdge(256)))).isEqualTo("256x341");
        // 256 / 360 * 640 = 455.11, portrait
        assertThat(resizedSize(resolve(360, 640, shortEdge(256)))).isEqualTo("455x256");
        // 2 / 4 * 5 = 2.5
        assertThat(resizedSize(resolve(5, 4, shortEdge(2)))).isEqualTo("2x3");
        assertThat(resizedSize(resolve(100, 100, shortEdge(7)))).isEqualTo("7x7");
    }

    @Test
    void resizeIgnoresTheAspectRatio() {
        ClipGeometry geometry = resolve(640, 360, new VideoResize(128, 171, Interpolation.BICUBIC));

        assertThat(geometry).isEqualTo(new ClipGeometry(128, 171, Interpolation.BICUBIC, 0, 0, 128, 171, false));
    }

    @Test
    void centerCropRoundsHalfToEven() {
        assertThat(centerOffset(7, 4)).isEqualTo(2); // 1.5
        assertThat(centerOffset(5, 4)).isZero(); // 0.5
        assertThat(centerOffset(9, 4)).isEqualTo(2); // 2.5
        assertThat(centerOffset(11, 4)).isEqualTo(4); // 3.5
        assertThat(centerOffset(256, 224)).isEqualTo(16);
        assertThat(centerOffset(341, 224)).isEqualTo(58); // 58.5
    }

    private int centerOffset(int side, int crop) {
        ClipGeometry geometry = resolve(side, side, new VideoCenterCrop(crop, crop));
        assertThat(geometry.top()).isEqualTo(geometry.left());
        return geometry.left();
    }

    @Test
    void randomCropReachesEveryPlaceFromEdgeToEdge() {
        Set<List<Integer>> places = IntStream.range(0, 500)
                .mapToObj(i -> resolve(6, 5, new VideoRandomCrop(4, 4)))
                .map(geometry -> List.of(geometry.top(), geometry.left()))
                .collect(Collectors.toSet());

        assertThat(places)
                .containsExactlyInAnyOrder(
                        List.of(0, 0), List.of(0, 1), List.of(0, 2), List.of(1, 0), List.of(1, 1), List.of(1, 2));
    }

    @Test
    void flipFollowsItsProbability() {
        assertThat(resolve(4, 4, new VideoRandomHorizontalFlip(0)).flipped()).isFalse();
        assertThat(resolve(4, 4, new VideoRandomHorizontalFlip(1)).flipped()).isTrue();
        long flips = IntStream.range(0, 2000)
                .filter(i -> resolve(4, 4, new VideoRandomHorizontalFlip(0.25)).flipped())
                .count();
        // 500 expected; 100 are five standard deviations
        assertThat(flips).isBetween(400L, 600L);
    }

    @Test
    void aCropAfterAFlipIsCountedFromTheOtherSide() {
        TransformChain flipFirst =
                chain(new VideoRandomHorizontalFlip(1), new VideoCenterCrop(2, 4), new VideoCenterCrop(2, 1));

        // Mirrored, 4 of 7 begin at 2 from the right: 1 to 4 from the left. 1 of those 4 begins at rint(1.5) = 2 from
        // the right: the second from the left.
        ClipGeometry geometry = flipFirst.central(7, 2, random).geometry();

        assertThat(geometry.left()).isEqualTo(2);
        assertThat(geometry.width()).isEqualTo(1);
        assertThat(geometry.flipped()).isTrue();
    }

    @Test
    void writesEveryPixelScaledIntoItsPlane() {
        try (Clip clip = numbered(2, 3, 4);
                ClipBatch batch = ClipBatch.allocate(2, 3, 2, 3, 4)) {
            TransformChain chain = chain();
            chain.write(clip, 0, chain.central(4, 3, random), batch, 1);

            for (int frame = 0; frame < 2; frame++) {
                for (int channel = 0; channel < 3; channel++) {
                    for (int pixel = 0; pixel < 12; pixel++) {
                        int value = (frame * 36 + pixel * 3 + channel) & 0xff;
                        assertThat(batch.plane(1, channel, frame).get(pixel))
                                .isEqualTo((float) (value / 255.0 * 2 - 1));
                    }
                }
            }
        }
    }

    @Test
    void cropsAndMirrorsPixels() {
        try (Clip clip = numbered(3, 3, 4);
                ClipBatch batch = ClipBatch.allocate(1, 3, 1, 1, 2)) {
            TransformChain chain = chain(new VideoCenterCrop(1, 2), new VideoRandomHorizontalFlip(1));
            // row 1, columns 1 and 2 of frame 2: pixels 5 and 6
            chain.write(clip, 2, chain.central(4, 3, random), batch, 0);

            assertThat(value(batch, 0, 0)).isEqualTo(2 * 36 + 6 * 3);
            assertThat(value(batch, 0, 1)).isEqualTo(2 * 36 + 5 * 3);
            assertThat(value(batch, 2, 0)).isEqualTo(2 * 36 + 6 * 3 + 2);
        }
    }

    /** Bytes count up through the clip, modulo 256. */
    private static Clip numbered(int frames, int height, int width) {
        Clip clip = Clip.allocate(frames, height, width);
        for (int frame = 0; frame < frames; frame++) {
            for (int i = 0; i < clip.frameBytes(); i++) {
                clip.frame(frame).put(i, (byte) (frame * clip.frameBytes() + i));
            }
        }
        return clip;
    }

    private static int value(ClipBatch batch, int channel, int pixel) {
        return Math.round((batch.plane(0, channel, 0).get(pixel) + 1) / 2 * 255);
    }

    @Test
    void blackAndWhiteBecomeExactlyMinusOneAndOne() {
        try (Clip clip = Clip.allocate(1, 1, 2);
                ClipBatch batch = ClipBatch.allocate(1, 3, 1, 1, 2)) {
            clip.frame(0).put(new byte[] {0, 0, 0, -1, -1, -1});
            chain().write(clip, 0, chain().central(2, 1, random), batch, 0);

            assertThat(batch.plane(0, 0, 0).get(0)).isEqualTo(-1f);
            assertThat(batch.plane(0, 0, 0).get(1)).isEqualTo(1f);
        }
    }

    @Test
    void aCropLargerThanTheFrameNamesBothSizes() {
        assertThatThrownBy(() -> resolve(340, 200, new VideoCenterCrop(224, 224)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("VideoCenterCrop: a crop of 224x224")
                .hasMessageContaining("a frame of 200x340");
        assertThatThrownBy(() -> resolve(200, 340, new VideoRandomCrop(224, 224)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("VideoRandomCrop: a crop of 224x224")
                .hasMessageContaining("a frame of 340x200");
    }

    @Test
    void aResizeBeyondThePixelLimitIsRefusedBeforeMemoryIsTaken() {
        assertThatThrownBy(() -> resolve(100_000, 1, shortEdge(256)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1x100000 would be resized to 256x25600000");
    }

    @Test
    void buffersThatDoNotFitAreRefused() {
        try (Clip clip = Clip.allocate(2, 4, 4);
                ClipBatch batch = ClipBatch.allocate(1, 3, 2, 2, 2)) {
            TransformChain chain = chain(new VideoCenterCrop(2, 2));
            ClipView geometry = chain.central(4, 4, random);

            assertThatThrownBy(() -> chain.write(clip, 1, geometry, batch, 0)).isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> chain.write(clip, 0, chain.central(5, 4, random), batch, 0))
                    .isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> chain.write(clip, 0, geometry, batch, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void chainsThatCanNotBeCarriedOutAreRefusedWithTheStep() {
        assertThatThrownBy(() -> new TransformChain(List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the last of 'transforms', and no other, has to be VideoToTensor");
        assertThatThrownBy(() -> new TransformChain(List.of(new VideoCenterCrop(2, 2))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has to be VideoToTensor");
        assertThatThrownBy(() -> chain(new VideoToTensor()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("and no other, has to be VideoToTensor");
        assertThatThrownBy(() -> chain(new VideoRandomCrop(2, 2), shortEdge(2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "transforms.1, VideoShortEdgeResize, can't come after transforms.0, VideoRandomCrop");
        assertThatThrownBy(() -> chain(shortEdge(4), new VideoResize(2, 2, Interpolation.AREA)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("VideoResize, can't come after transforms.0, VideoShortEdgeResize");
        assertThatThrownBy(() -> chain(shortEdge(4), new VideoCenterCrop(5, 6)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("transforms.1, VideoCenterCrop of 5x6, is larger than what the transforms before"
                        + " it leave: frames whose short side is 4");
    }

    @Test
    void sizesAndProbabilitiesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new VideoResize(0, 2, Interpolation.AREA)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> shortEdge(0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoCenterCrop(2, -1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandomCrop(0, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandomHorizontalFlip(1.1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new VideoRandomHorizontalFlip(Double.NaN)).isInstanceOf(ConfigException.class);
    }
}
