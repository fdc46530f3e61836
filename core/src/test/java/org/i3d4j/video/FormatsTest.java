package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P10LE;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.MediaMaker.Encoding;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.decoding.PacketScan;
import org.i3d4j.video.index.PacketEntry;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers, codecs and pixel formats, on videos made for the test. */
class FormatsTest {
    private static final int[] RED = {200, 40, 30};
    private static final int[] BLUE = {30, 60, 190};

    @TempDir
    Path folder;

    /** The same packets in other containers: with and without timestamps, with and without an index to seek by. */
    @ParameterizedTest
    @ValueSource(strings = {"matroska", "mov", "mpegts", "flv", "h264"})
    void findsTheSameFramesInEveryContainer(String muxer) {
        Media media = MediaCorpus.named("made/counter_gop60_b3.mp4");
        Path file = folder.resolve("counter." + muxer);
        MediaMaker.remux(media.file(), file, muxer);
        for (long packetBytes : new long[] {Long.MAX_VALUE, 0}) {
            try (VideoReader reader = VideoReader.open(file, new VideoLimits(320L * 240L, packetBytes))) {
                assertThat(reader.frameCount()).isEqualTo(300);
                assertThat(reader.info().keyFrames()).containsExactly(0, 60, 120, 180, 240);
                for (int frame : new int[] {299, 61, 62, 59, 60, 180, 0, 1}) {
                    assertThat(reader.digest(frame).md5())
                            .as("frame %d", frame)
                            .isEqualTo(media.md5s().get(frame));
                }
            }
        }
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(new Encoding("webm", "libvpx-vp9", AV_PIX_FMT_YUV420P, fast()), "yuv420p", 12),
                Arguments.of(new Encoding("webm", "libvpx", AV_PIX_FMT_YUV420P, fast()), "yuv420p", 12),
                Arguments.of(new Encoding("gif", "gif", AV_PIX_FMT_RGB8, Map.of()), "bgra", 40),
                Arguments.of(new Encoding("avi", "mpeg4", AV_PIX_FMT_YUV420P, Map.of("b", "4M")), "yuv420p", 12),
                Arguments.of(new Encoding("mov", "mjpeg", AV_PIX_FMT_YUV420P, Map.of("strict", "-1")), "yuv420p", 12),
                Arguments.of(new Encoding("mpeg", "mpeg2video", AV_PIX_FMT_YUV420P, Map.of("b", "4M")), "yuv420p", 12),
                Arguments.of(new Encoding("matroska", "ffv1", AV_PIX_FMT_YUV444P, Map.of()), "yuv444p", 3),
                Arguments.of(new Encoding("matroska", "ffv1", AV_PIX_FMT_YUV420P10LE, Map.of()), "yuv420p10le", 3),
                Arguments.of(new Encoding("matroska", "ffv1", AV_PIX_FMT_YUV444P10LE, Map.of()), "yuv444p10le", 3),
                Arguments.of(new Encoding("matroska", "ffv1", AV_PIX_FMT_BGR0, Map.of()), "bgr0", 0));
    }

    private static Map<String, String> fast() {
        return Map.of("deadline", "realtime", "cpu-used", "8", "b", "4M");
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void showsColoursOfEveryPixelFormat(Encoding encoding, String pixelFormat, int tolerance) {
        Path file = folder.resolve("colours");
        try (Clip halves = halves(8, 48, 64)) {
            MediaMaker.encode(halves, file, encoding);
        }
        try (VideoReader reader = VideoReader.open(file);
                Clip clip = Clip.allocate(2, 48, 64)) {
            assertThat(reader.info().pixelFormat()).isEqualTo(pixelFormat);
            assertThat(reader.frameCount()).isEqualTo(8);
            reader.read(new int[] {7, 0}, clip);
            for (int frame = 0; frame < 2; frame++) {
                assertPixel(clip.frame(frame), 64, 8, 24, RED, tolerance);
                assertPixel(clip.frame(frame), 64, 55, 24, BLUE, tolerance);
            }
        }
    }

    @Test
    void readsGreyAndOddSizes() {
        Path file = folder.resolve("grey.mkv");
        try (Clip halves = halves(3, 37, 51)) {
            MediaMaker.encode(halves, file, new Encoding("matroska", "ffv1", AV_PIX_FMT_GRAY8, Map.of()));
        }
        try (VideoReader reader = VideoReader.open(file);
                Clip clip = Clip.allocate(1, 37, 51)) {
            reader.read(new int[] {2}, clip);
            // BT.601 luma: 0.299 R + 0.587 G + 0.114 B.
            assertPixel(clip.frame(0), 51, 0, 36, new int[] {87, 87, 87}, 3);
            assertPixel(clip.frame(0), 51, 50, 0, new int[] {66, 66, 66}, 3);
        }
    }

    /** AVI has no presentation times: with B-frames, only the decoder tells their order. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0})
    void findsFramesThatHaveNoTimestamps(long packetBytes) {
        Path file = folder.resolve("b-frames.avi");
        encodeBrightnesses(file, "avi", "mpeg4");
        assertThat(packets(file)).anyMatch(packet -> !packet.hasPts());
        assertBrightnesses(file, packetBytes);
    }

    /** Where the container tells the order that the codec has, nothing is decoded to find it. */
    @ParameterizedTest
    @CsvSource({"mpeg4, mov", "mpeg4, matroska", "mpeg2video, mov", "mpeg2video, mpegts"})
    void takesTimestampsInTheCodecsOrder(String codec, String muxer) {
        Path file = folder.resolve("b-frames");
        encodeBrightnesses(file, muxer, codec);
        try (Demuxer demuxer = Demuxer.open(new LocalFile(file), VideoLimits.DEFAULT);
                PacketScan scan = PacketScan.of(demuxer, VideoLimits.DEFAULT)) {
            assertThat(scan.index()).anyMatch(packet -> packet.pts() > packet.dts());
            assertThat(scan.frames()).isPresent();
        }
        assertBrightnesses(file, 0);
    }

    private void encodeBrightnesses(Path file, String muxer, String codec) {
        try (Clip clip = Clip.allocate(30, 32, 32)) {
            for (int frame = 0; frame < clip.frames(); frame++) {
                fill(clip.frame(frame), brightness(frame));
            }
            Map<String, String> options = Map.of("bf", "2", "b_strategy", "0", "b", "4M", "g", "10");
            MediaMaker.encode(clip, file, new Encoding(muxer, codec, AV_PIX_FMT_YUV420P, options));
        }
    }

    private static void assertBrightnesses(Path file, long packetBytes) {
        try (VideoReader reader = VideoReader.open(file, new VideoLimits(1024, packetBytes))) {
            assertThat(reader.frameCount()).isEqualTo(30);
            for (int frame : new int[] {0, 29, 13, 14, 12, 7}) {
                assertThat(reader.digest(frame).meanGreen())
                        .as("frame %d", frame)
                        .isCloseTo(brightness(frame), Offset.offset(2.0));
            }
        }
    }

    private static int brightness(int frame) {
        return 20 + 7 * frame;
    }

    private static void fill(ByteBuffer frame, int value) {
        while (frame.hasRemaining()) {
            frame.put((byte) value);
        }
    }

    private static List<PacketEntry> packets(Path file) {
        try (Demuxer demuxer = Demuxer.open(new LocalFile(file), VideoLimits.DEFAULT)) {
            return PacketScan.of(demuxer, new VideoLimits(1 << 20, 0)).index();
        }
    }

    /** Red on the left, blue on the right. */
    private static Clip halves(int frames, int height, int width) {
        Clip clip = Clip.allocate(frames, height, width);
        for (int frame = 0; frame < frames; frame++) {
            ByteBuffer pixels = clip.frame(frame);
            for (int pixel = 0; pixel < height * width; pixel++) {
                int[] colour = pixel % width < width / 2 ? RED : BLUE;
                pixels.put((byte) colour[0]).put((byte) colour[1]).put((byte) colour[2]);
            }
        }
        return clip;
    }

    private static void assertPixel(ByteBuffer frame, int width, int x, int y, int[] colour, int tolerance) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(frame.get(3 * (y * width + x) + channel) & 0xFF)
                    .as("channel %d at %d, %d", channel, x, y)
                    .isBetween(colour[channel] - tolerance, colour[channel] + tolerance);
        }
    }
}
