package org.i3d4j.video.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    private static final VideoRandomResizedCrop RESIZED_CROP =
            new VideoRandomResizedCrop(List.of(2, 2), List.of(0.5, 1.0), List.of(1.0, 1.0));

    private static TransformChain chain(Transform... steps) {
        return new TransformChain(
                Stream.concat(Stream.of(steps), Stream.of(new VideoToTensor())).toList());
    }

    private static List<ClipGeometry> views(int width, int height, Transform... steps) {
        TransformChain chain = chain(steps);
        List<ClipView> views = chain.views(width, height, new SplittableRandom(1));
        assertThat(views).hasSize(chain.viewsPerClip());
        return views.stream().map(ClipView::geometry).toList();
    }

    private static ClipGeometry window(int top, int left, boolean flipped) {
        return new ClipGeometry(6, 9, Interpolation.BILINEAR, top, left, 4, 4, flipped);
    }

    @Test
    void threeCropsLieAlongTheLongerSide() {
        assertThat(views(9, 6, new VideoThreeCrop(4, 4)))
                .containsExactly(window(1, 0, false), window(1, 2, false), window(1, 4, false));
        assertThat(views(6, 9, new VideoThreeCrop(4, 4)))
                .extracting(ClipGeometry::top)
                .containsExactly(0, 2, 4);
    }

    /** mmaction2, processing.py: {@code w_step = (img_w - crop_w) // 2}, offsets 0, w_step and 2 * w_step. */
    @ParameterizedTest
    @CsvSource({"8, 0, 0, 0", "9, 0, 0, 0", "10, 0, 1, 2", "11, 0, 1, 2", "12, 0, 2, 4", "15, 0, 3, 6"})
    void threeCropsLieWhereThoseOfMmaction2Do(int side, int first, int middle, int last) {
        assertThat(views(side, 8, new VideoThreeCrop(8, 8)))
                .extracting(ClipGeometry::left)
                .containsExactly(first, middle, last);
        assertThat(views(8, side, new VideoThreeCrop(8, 8)))
                .extracting(ClipGeometry::top)
                .containsExactly(first, middle, last);
    }

    /** As in mmaction2, along the side that is left, be it the shorter one. */
    @Test
    void threeCropsLieAlongTheSideThatIsNotFilled() {
        assertThat(views(8, 10, new VideoThreeCrop(10, 4)))
                .extracting(ClipGeometry::left)
                .containsExactly(0, 2, 4);
    }

    @Test
    void tenCropsAreCornersAndCentreAndThoseOfTheMirroredFrame() {
        assertThat(views(9, 6, new VideoTenCrop(4, 4)))
                .containsExactly(
                        window(0, 0, false),
                        window(0, 5, false),
                        window(2, 0, false),
                        window(2, 5, false),
                        window(1, 2, false),
                        window(0, 5, true),
                        window(0, 0, true),
                        window(2, 5, true),
                        window(2, 0, true),
                        // 2 from the right of 9
                        window(1, 3, true));
    }

    @Test
    void whoeverWantsOneViewGetsTheCentralOne() {
        assertThat(chain(new VideoThreeCrop(4, 4))
                        .central(9, 6, new SplittableRandom(1))
                        .geometry())
                .isEqualTo(window(1, 2, false));
        assertThat(chain(new VideoTenCrop(4, 4))
                        .central(9, 6, new SplittableRandom(1))
                        .geometry())
                .isEqualTo(window(1, 2, false));
    }

    @Test
    void viewsLargerThanTheFrameNameBothSizes() {
        assertThatThrownBy(() -> views(9, 6, new VideoThreeCrop(7, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("VideoThreeCrop: a crop of 7x4")
                .hasMessageContaining("a frame of 6x9");
        assertThatThrownBy(() -> views(9, 6, new VideoTenCrop(4, 10))).isInstanceOf(ShapeException.class);
    }

    @Test
    void ordersThatCanNotBeCarriedOutAreRefused() {
        assertRefused(
                "VideoCenterCrop, can't come after transforms.0, VideoRandomResizedCrop: what it cuts out",
                RESIZED_CROP,
                new VideoCenterCrop(1, 1));
        assertRefused(
                "VideoThreeCrop, can't come after transforms.0, VideoRandomResizedCrop: what it cuts out",
                RESIZED_CROP,
                new VideoThreeCrop(1, 1));
        assertRefused(
                "VideoRandomHorizontalFlip, can't come after transforms.0, VideoTenCrop: it cuts out",
                new VideoTenCrop(1, 1),
                new VideoRandomHorizontalFlip(1));
        assertRefused(
                "VideoCenterCrop, can't come after transforms.0, VideoGrayscale: colours",
                new VideoGrayscale(1),
                new VideoCenterCrop(1, 1));
        assertRefused(
                "VideoShortEdgeRandomResize, can't come after transforms.0, VideoCenterCrop: frames",
                new VideoCenterCrop(1, 1),
                new VideoShortEdgeRandomResize(1, 2, Interpolation.AREA));
    }

    private static void assertRefused(String what, Transform... steps) {
        assertThatThrownBy(() -> chain(steps))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("transforms.1, " + what);
    }

    @Test
    void flipsStandAnywhereAheadOfViewsAndColours() {
        VideoRandomHorizontalFlip flip = new VideoRandomHorizontalFlip(1);
        VideoResize resize = new VideoResize(6, 9, Interpolation.AREA);

        assertThat(views(30, 30, flip, resize, flip, flip, new VideoThreeCrop(4, 4)))
                .allMatch(ClipGeometry::flipped)
                .extracting(ClipGeometry::left)
                .containsExactly(5, 3, 1);
        assertThat(views(9, 9, RESIZED_CROP, flip, new VideoGrayscale(1)).get(0).flipped())
                .isTrue();
    }

    @Test
    void tensorsAreNormalisedByMeanAndDeviation() {
        float[][] values = new VideoToTensor(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)).values(3);

        assertThat(values[0][0]).isEqualTo((float) (-0.485 / 0.229));
        assertThat(values[2][255]).isEqualTo((float) ((1 - 0.406) / 0.225));
        assertThat(new VideoToTensor().values(2)).hasDimensions(2, 256);
        assertThatThrownBy(() -> new VideoToTensor().values(4)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new VideoToTensor(List.of(0.5), List.of(0.0))).isInstanceOf(ConfigException.class);
    }
}
