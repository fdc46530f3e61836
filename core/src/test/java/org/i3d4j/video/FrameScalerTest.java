package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScalerTest {
    private static final int HEIGHT = 10;
    private static final int GUARD_BYTES = 512;
    private static final byte GUARD = (byte) 0xA5;
    private static final int LEVEL = 120;

    /** FFmpeg's own conversion at unchanged size leaves columns out, or writes past the end, at most of these widths. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 24, 31, 33, 40, 100, 225, 231, 256, 321, 340, 341})
    void writesEveryPixelAndNothingElse(int width) {
        for (int format : new int[] {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV444P}) {
            assertFilled(width, HEIGHT, width, HEIGHT, format);
            assertFilled(64, 48, width, HEIGHT, format);
        }
    }

    private static void assertFilled(int fromWidth, int fromHeight, int width, int height, int format) {
        AVFrame frame = grey(fromWidth, fromHeight, format);
        int bytes = 3 * width * height;
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                BytePointer memory = new BytePointer(bytes + GUARD_BYTES)) {
            ByteBuffer all = memory.asByteBuffer();
            for (int i = 0; i < all.capacity(); i++) {
                all.put(i, GUARD);
            }
            scaler.scale(frame, memory.getPointer(0).capacity(bytes), width, height, Interpolation.BILINEAR);
            for (int i = 0; i < bytes; i++) {
                assertThat(all.get(i) & 0xFF).as("byte %d", i).isBetween(LEVEL - 2, LEVEL + 2);
            }
            for (int i = bytes; i < all.capacity(); i++) {
                assertThat(all.get(i)).as("byte %d behind the end", i - bytes).isEqualTo(GUARD);
            }
        } finally {
            av_frame_free(frame);
        }
    }

    @Test
    void followsFramesThatChangeInMidStream() {
        AVFrame small = grey(32, 16, AV_PIX_FMT_YUV420P);
        AVFrame large = grey(96, 64, AV_PIX_FMT_YUV444P);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocate(1, 20, 20)) {
            for (AVFrame frame : new AVFrame[] {small, large, small}) {
                clip.frame(0).put(new byte[clip.frameBytes()]);
                scaler.scale(frame, clip.framePointer(0), 20, 20, Interpolation.AREA);
                for (int i = 0; i < clip.frameBytes(); i++) {
                    assertThat(clip.frame(0).get(i) & 0xFF).isBetween(LEVEL - 2, LEVEL + 2);
                }
            }
        } finally {
            av_frame_free(small);
            av_frame_free(large);
        }
    }

    private static AVFrame grey(int width, int height, int format) {
        try (Clip clip = Clip.allocate(1, height, width)) {
            ByteBuffer pixels = clip.frame(0);
            while (pixels.hasRemaining()) {
                pixels.put((byte) LEVEL);
            }
            return MediaMaker.picture(clip, 0, format);
        }
    }
}
