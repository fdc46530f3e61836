package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.error.ShapeException;
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
    @CsvSource({"340, 256, 256, 256", "640, 360, 256, 256", "64, 48, 90, 70", "68, 52, 68, 52"})
    void levelsAreWithinOneOfExactArithmetic(int width, int height, int toWidth, int toHeight) {
        AVFrame frame = noise(width, height);
        double[][] exact = ExactScaling.rgb(frame, toWidth, toHeight);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocatePlanar(1, toHeight, toWidth)) {
            scaler.scale(frame, clip, 0, Interpolation.BILINEAR);
            int[][] levels = FrameScalerTest.levels(clip, 0);
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < toWidth * toHeight; i++) {
                    assertThat(Math.abs(levels[channel][i] - Math.round(exact[channel][i])))
                            .isLessThanOrEqualTo(1);
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

    /** Smooth but for noise of some levels, so that few values are cut off at 0 and 255. */
    private static AVFrame noise(int width, int height) {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
        av_frame_get_buffer(frame, 0);
        Random random = new Random(5);
        for (int plane = 0; plane < 3; plane++) {
            int step = plane == 0 ? 1 : 2;
            for (int y = 0; y < height / step; y++) {
                for (int x = 0; x < width / step; x++) {
                    int level = 90 + (plane == 1 ? x : y) * step * 60 / Math.max(width, height) + random.nextInt(30);
                    frame.data(plane).put((long) y * frame.linesize(plane) + x, (byte) level);
                }
            }
        }
        return frame;
    }
}
