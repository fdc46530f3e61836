package org.i3d4j.video.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class FrameScalerTest {
    private static final int HEIGHT = 10;
    private static final byte GUARD = (byte) 0xA5;
    private static final int LEVEL = 120;

    /** FFmpeg's vector code writes past the rows of most of these widths. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 24, 31, 33, 40, 100, 225, 231, 256, 321, 340, 341})
    void writesEveryPixelOfOneFrameAndNoOtherFrame(int width) {
        for (int format : new int[] {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV444P}) {
            for (boolean planar : new boolean[] {false, true}) {
                assertFilled(grey(width, HEIGHT, format), width, planar);
                assertFilled(grey(64, 48, format), width, planar);
            }
        }
    }

    private static void assertFilled(AVFrame frame, int width, boolean planar) {
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = planar ? Clip.allocatePlanar(3, HEIGHT, width) : Clip.allocate(3, HEIGHT, width)) {
            for (int i = 0; i < 3; i++) {
                fill(clip.frame(i), GUARD);
            }
            scaler.scale(frame, clip, 1, Interpolation.BILINEAR);
            for (int[] level : levels(clip, 1)) {
                assertThat(Arrays.stream(level)).allMatch(value -> Math.abs(value - LEVEL) <= 2);
            }
            for (int other : new int[] {0, 2}) {
                assertThat(bytes(clip.frame(other))).containsOnly(GUARD);
            }
        } finally {
            av_frame_free(frame);
        }
    }

    private static void fill(ByteBuffer pixels, byte value) {
        while (pixels.hasRemaining()) {
            pixels.put(value);
        }
    }

    private static byte[] bytes(ByteBuffer pixels) {
        byte[] bytes = new byte[pixels.remaining()];
        pixels.get(bytes);
        return bytes;
    }

    /** Channel by channel, row by row. */
    public static int[][] levels(Clip clip, int frame) {
        ByteBuffer pixels = clip.frame(frame);
        int[][] levels = new int[clip.channels()][clip.height() * clip.width()];
        for (int channel = 0; channel < clip.channels(); channel++) {
            for (int y = 0; y < clip.height(); y++) {
                for (int x = 0; x < clip.width(); x++) {
                    int at = clip.planar()
                            ? (channel * clip.height() + y) * clip.rowBytes() + x
                            : (y * clip.width() + x) * clip.channels() + channel;
                    levels[channel][y * clip.width() + x] = pixels.get(at) & 0xFF;
                }
            }
        }
        return levels;
    }

    @Test
    void followsFramesThatChangeInMidStream() {
        AVFrame small = grey(32, 16, AV_PIX_FMT_YUV420P);
        AVFrame large = grey(96, 64, AV_PIX_FMT_YUV444P);
        try (FrameScaler scaler = new FrameScaler("test", Orientation.UPRIGHT);
                Clip clip = Clip.allocate(1, 20, 20)) {
            for (AVFrame frame : new AVFrame[] {small, large, small}) {
                clip.frame(0).put(new byte[clip.frameBytes()]);
                scaler.scale(frame, clip, 0, Interpolation.AREA);
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
