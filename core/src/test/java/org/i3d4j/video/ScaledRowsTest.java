package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.pixels.OpenCvScaler;
import org.i3d4j.video.scaling.FrameScaler;
import org.i3d4j.video.scaling.FrameScalerTest;
import org.i3d4j.video.scaling.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledRowsTest {
    private static final int TURN_AND_MIRROR = 90;

    /** Some rows of a frame are those of the whole frame, bit by bit, in either layout and any orientation. */
    @ParameterizedTest
    @CsvSource({
        "68, 52, 64, 48, 0, 48, 0",
        "68, 52, 64, 48, 7, 30, 0",
        "68, 52, 64, 48, 47, 1, 0",
        "68, 52, 68, 52, 9, 20, 0",
        "64, 48, 101, 80, 33, 40, 0",
        "68, 52, 48, 64, 5, 50, 90",
    })
    void rowsAreThoseOfTheWholeFrame(int width, int height, int toWidth, int toHeight, int top, int rows, int turned) {
        AVFrame frame = noise(width, height);
        Orientation orientation = turned == TURN_AND_MIRROR ? new Orientation(0, 1, -1, 0) : Orientation.UPRIGHT;
        for (Interpolation interpolation : Interpolation.values()) {
            try (FrameScaler scaler = new FrameScaler("test", orientation);
                    Clip whole = Clip.allocate(1, toHeight, toWidth);
                    Clip packed = Clip.allocate(1, rows, toWidth);
                    Clip planar = Clip.allocatePlanar(2, rows, toWidth)) {
                FrameRows wanted = new FrameRows(toHeight, toWidth, top, interpolation);
                scaler.scale(frame, whole, 0, interpolation);
                scaler.scale(frame, wanted, packed, 0);
                scaler.scale(frame, wanted, planar, 1);
                int[][] all = FrameScalerTest.levels(whole, 0);
                for (int channel = 0; channel < 3; channel++) {
                    int[] expected = Arrays.copyOfRange(all[channel], top * toWidth, (top + rows) * toWidth);
                    assertThat(FrameScalerTest.levels(packed, 0)[channel]).isEqualTo(expected);
                    assertThat(FrameScalerTest.levels(planar, 1)[channel]).isEqualTo(expected);
                }
            }
        }
        av_frame_free(frame);
    }

    /** FFmpeg's weights have 14 bits and its intermediate values 15: that may push a level over the next half. */
    @ParameterizedTest
    @CsvSource({
        "340, 256, 256, 256, AREA",
        "640, 360, 256, 256, AREA",
        "320, 240, 128, 96, AREA",
        "340, 256, 340, 90, AREA",
        "320, 240, 341, 256, AREA",
        "320, 240, 256, 256, AREA",
        "68, 52, 135, 53, AREA",
        "340, 256, 256, 256, BILINEAR",
        "640, 360, 256, 256, BILINEAR",
        "320, 240, 341, 256, BILINEAR",
        "340, 256, 100, 90, BILINEAR",
        "68, 52, 68, 52, BILINEAR"
    })
    void levelsAreWithinOneOfExactArithmetic(
            int width, int height, int toWidth, int toHeight, Interpolation interpolation) {
        AVFrame frame = contrasts(width, height);
        double[][] exact = ExactScaling.rgb(frame, toWidth, toHeight, interpolation);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocatePlanar(1, toHeight, toWidth)) {
            scaler.scale(frame, clip, 0, interpolation);
            int[][] levels = FrameScalerTest.levels(clip, 0);
            boolean triangle = interpolation == Interpolation.BILINEAR;
            // There FFmpeg leaves out some of what the triangle would take from beyond the edge.
            int left = triangle && toWidth < width ? 1 : 0;
            int top = triangle && toHeight < height ? 1 : 0;
            for (int channel = 0; channel < 3; channel++) {
                ExactScaling.assertWithin(
                        1,
                        ExactScaling.inside(levels[channel], toWidth, left, top),
                        ExactScaling.inside(exact[channel], toWidth, left, top));
            }
        } finally {
            av_frame_free(frame);
        }
    }

    /** A side that ends within a chroma sample is not taken to end with it. */
    @ParameterizedTest
    @CsvSource({"341, 257", "340, 257", "171, 128", "1, 1"})
    void oddSidesKeepTheirColoursInPlace(int width, int height) {
        AVFrame frame = contrasts(width, height);
        double[][] exact = ExactScaling.rgb(frame);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocatePlanar(1, height, width)) {
            scaler.scale(frame, clip, 0, Interpolation.AREA);
            int[][] levels = FrameScalerTest.levels(clip, 0);
            for (int channel = 0; channel < 3; channel++) {
                ExactScaling.assertWithin(1, ExactScaling.inside(levels[channel], width, 0, 0), exact[channel]);
            }
        } finally {
            av_frame_free(frame);
        }
    }

    /** Frames of odd sides are scaled in RGB. */
    @ParameterizedTest
    @CsvSource({"256, 256, AREA", "128, 100, AREA", "256, 200, BILINEAR", "400, 300, BILINEAR"})
    void oddSidesAreScaledExactly(int toWidth, int toHeight, Interpolation interpolation) {
        AVFrame frame = contrasts(341, 257);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip own = Clip.allocate(1, 257, 341);
                Clip clip = Clip.allocatePlanar(1, toHeight, toWidth)) {
            scaler.scale(frame, own, 0, interpolation);
            scaler.scale(frame, clip, 0, interpolation);
            ExactScaling.assertScaled(FrameScalerTest.levels(own, 0), 341, clip, interpolation, 1);
        } finally {
            av_frame_free(frame);
        }
    }

    /** What carries OpenCV's names is its arithmetic, whose numbers {@link OpenCvScaler} is held to, on the frame in RGB. */
    @ParameterizedTest
    @CsvSource({
        "NEAREST, 48, 40, NEAREST",
        "LINEAR, 48, 40, LINEAR",
        "BICUBIC, 48, 40, CUBIC",
        "AREA, 48, 60, AREA",
        "AREA, 136, 104, AREA",
        "AREA, 200, 60, AREA",
        "RGB_AREA, 80, 60, AREA"
    })
    void scalesAsOpenCvWhereItIsNamed(
            Interpolation interpolation, int toWidth, int toHeight, OpenCvScaler.Method method) {
        AVFrame frame = contrasts(68, 52);
        OpenCvScaler openCv = new OpenCvScaler(52, 68, toHeight, toWidth, method);
        ByteBuffer expected = ByteBuffer.allocate(toWidth * toHeight);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip own = Clip.allocatePlanar(1, 52, 68);
                Clip clip = Clip.allocatePlanar(1, toHeight, toWidth)) {
            scaler.scale(frame, own, 0, interpolation);
            scaler.scale(frame, clip, 0, interpolation);
            int[][] levels = FrameScalerTest.levels(clip, 0);
            for (int channel = 0; channel < 3; channel++) {
                ByteBuffer plane = own.planePointer(0, channel).asByteBuffer();
                openCv.scale(plane, own.rowBytes(), 0, toHeight, expected, toWidth);
                for (int i = 0; i < levels[channel].length; i++) {
                    assertThat(levels[channel][i]).isEqualTo(expected.get(i) & 0xFF);
                }
            }
        } finally {
            av_frame_free(frame);
        }
    }

    /** The mean of areas of a frame in RGB, not of its planes. */
    @Test
    void averagesAreasOfRgbWhenAsked() {
        AVFrame frame = contrasts(68, 52);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip own = Clip.allocate(1, 52, 68);
                Clip clip = Clip.allocatePlanar(1, 26, 34)) {
            scaler.scale(frame, own, 0, Interpolation.RGB_AREA);
            scaler.scale(frame, clip, 0, Interpolation.RGB_AREA);
            int[][] of = FrameScalerTest.levels(own, 0);
            int[][] levels = FrameScalerTest.levels(clip, 0);
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < levels[channel].length; i++) {
                    int at = i / 34 * 2 * 68 + i % 34 * 2;
                    int sum = of[channel][at] + of[channel][at + 1] + of[channel][at + 68] + of[channel][at + 69];
                    assertThat(levels[channel][i]).isBetween((sum + 1) / 4 - 1, (sum + 2) / 4 + 1);
                }
            }
        } finally {
            av_frame_free(frame);
        }
    }

    @Test
    void refusesRowsOverAnEdgeAndOtherWidths() {
        AVFrame frame = noise(64, 48);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocatePlanar(1, 20, 32)) {
            assertThatThrownBy(() -> scaler.scale(frame, new FrameRows(24, 32, 5, Interpolation.AREA), clip, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("a clip of 20x32x3 takes no rows from 5 on of frames of 24x32x3");
            assertThatThrownBy(() -> scaler.scale(frame, new FrameRows(24, 33, 0, Interpolation.AREA), clip, 0))
                    .isInstanceOf(ShapeException.class);
        } finally {
            av_frame_free(frame);
        }
    }

    /** Any level of limited range beside any other; beyond it FFmpeg's sums overflow where luma and chroma are highest. */
    private static AVFrame contrasts(int width, int height) {
        AVFrame frame = noise(width, height);
        Random random = new Random(5);
        for (int plane = 0; plane < 3; plane++) {
            int step = plane == 0 ? 1 : 2;
            for (int y = 0; y * step < height; y++) {
                for (int x = 0; x * step < width; x++) {
                    frame.data(plane).put((long) y * frame.linesize(plane) + x, (byte) random.nextInt(16, 241));
                }
            }
        }
        return frame;
    }

    /** Smooth but for noise of some levels, so that few values are cut off at 0 and 255. */
    private static AVFrame noise(int width, int height) {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
        av_frame_get_buffer(frame, 0);
        Random random = new Random(5);
        for (int plane = 0; plane < 3; plane++) {
            int step = plane == 0 ? 1 : 2;
            for (int y = 0; y * step < height; y++) {
                for (int x = 0; x * step < width; x++) {
                    int level = 90 + (plane == 1 ? x : y) * step * 60 / Math.max(width, height) + random.nextInt(30);
                    frame.data(plane).put((long) y * frame.linesize(plane) + x, (byte) level);
                }
            }
        }
        return frame;
    }
}
