package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.scaling.FrameScalerTest;
import org.i3d4j.video.scaling.StoredFrameScaler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of frames that are pixels already. */
class StoredRowsTest {
    /** FFmpeg would turn RGB into YUV, and take chroma of every other pixel; places in 65536ths add up in large sides. */
    @ParameterizedTest
    @CsvSource({
        "170, 128, AREA, 1",
        "100, 90, AREA, 1",
        "170, 128, BILINEAR, 1",
        "100, 90, BILINEAR, 1",
        "400, 300, BILINEAR, 1",
        "700, 900, BILINEAR, 2",
    })
    void scalesRgbExactly(int toWidth, int toHeight, Interpolation interpolation, int tolerance) {
        byte[] pixels = new byte[3 * 340 * 256];
        new Random(7).nextBytes(pixels);
        int[][] planes = new int[3][340 * 256];
        for (int i = 0; i < pixels.length; i++) {
            planes[i % 3][i / 3] = pixels[i] & 0xFF;
        }
        try (BytePointer rgb = new BytePointer(pixels);
                StoredFrameScaler scaler = new StoredFrameScaler("test", 3);
                Clip clip = Clip.allocatePlanar(1, toHeight, toWidth)) {
            scaler.scale(rgb, 340, 256, FrameRows.whole(clip, interpolation), clip, 0);
            ExactScaling.assertScaled(planes, 340, clip, interpolation, tolerance);
        }
    }

    /** Each channel by itself, so two channels are those of RGB with any third. */
    @ParameterizedTest
    @CsvSource({
        "AREA, 170, 128",
        "AREA, 400, 300",
        "BILINEAR, 100, 90",
        "NEAREST, 400, 300",
        "BICUBIC, 99, 77",
        "AREA, 340, 256"
    })
    void scalesOpticalFlowAsTheSameChannelsOfRgb(Interpolation interpolation, int toWidth, int toHeight) {
        byte[] rgb = new byte[3 * 340 * 256];
        new Random(7).nextBytes(rgb);
        byte[] flow = new byte[2 * 340 * 256];
        for (int i = 0; i < flow.length; i++) {
            flow[i] = rgb[i / 2 * 3 + i % 2];
        }
        FrameRows rows = new FrameRows(toHeight, toWidth, 9, interpolation);
        try (BytePointer rgbHwc = new BytePointer(rgb);
                BytePointer flowHwc = new BytePointer(flow);
                StoredFrameScaler three = new StoredFrameScaler("rgb", 3);
                StoredFrameScaler two = new StoredFrameScaler("flow", 2);
                Clip expected = Clip.allocatePlanar(1, toHeight - 20, toWidth);
                Clip planar = Clip.allocatePlanar(1, toHeight - 20, toWidth, 2);
                Clip packed = Clip.allocate(1, toHeight - 20, toWidth, 2)) {
            three.scale(rgbHwc, 340, 256, rows, expected, 0);
            two.scale(flowHwc, 340, 256, rows, planar, 0);
            two.scale(flowHwc, 340, 256, rows, packed, 0);
            for (int channel = 0; channel < 2; channel++) {
                int[] levels = FrameScalerTest.levels(expected, 0)[channel];
                assertThat(FrameScalerTest.levels(planar, 0)[channel]).isEqualTo(levels);
                assertThat(FrameScalerTest.levels(packed, 0)[channel]).isEqualTo(levels);
            }
            assertThatThrownBy(() -> two.scale(flowHwc, 340, 256, rows, expected, 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("x3 takes no rows")
                    .hasMessageContaining("x2 (height x width x channels)");
        }
    }
}
