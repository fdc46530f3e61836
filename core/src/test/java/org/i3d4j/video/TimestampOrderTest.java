package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files whose timestamps are in the order of decoding, or missing: frames come in the order of the decoder. The MD5 of frames
 * in {@code media/order} are those of Debian's FFmpeg 5.1 ({@code -f framemd5 -fps_mode passthrough}).
 */
class TimestampOrderTest {
    private static final Path FILES = Path.of("src", "test", "resources", "media", "order");
    private static final String H264 = "counter_gop60_b3.mp4";
    private static final String HEVC = "hevc_b4.hevc";
    private static final String PACKED_XVID = "xvid_packed.avi";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"h264_from_avi.mp4", "h264_edit_list.mp4", HEVC, PACKED_XVID})
    void givesTheFramesThatFfmpegGives(String name) throws IOException {
        assertFrames(FILES.resolve(name), Files.readAllLines(FILES.resolve(name + ".md5")));
    }

    static Stream<Arguments> copies() {
        return Stream.of("mp4", "mov", "matroska", "mpegts", "flv")
                .flatMap(muxer -> Stream.of(H264, HEVC, PACKED_XVID)
                        .filter(source -> source.equals(H264) || muxer.startsWith("m"))
                        .filter(source -> !source.equals(PACKED_XVID) || muxer.startsWith("mo") || muxer.equals("mp4"))
                        .map(source -> Arguments.of(source, muxer)));
    }

    /** What copying from AVI or a raw stream to another container makes: packets numbered as they come. */
    @ParameterizedTest
    @MethodSource("copies")
    void givesTheSameFramesFromACopyWithTimesOfDecoding(String source, String muxer) throws IOException {
        Path copy = folder.resolve("copy." + muxer);
        MediaMaker.remuxNumbered(source(source), copy, muxer, frameTicks(source), 0);
        assertFrames(copy, md5s(source));
        try (VideoReader reader = VideoReader.open(copy)) {
            for (int frame = 0; frame < reader.frameCount(); frame++) {
                assertThat(reader.frameSeconds(frame))
                        .isCloseTo(frame / (source.equals(H264) ? 30.0 : 25.0), Offset.offset(2e-3));
            }
        }
    }

    /** Such copies are often joined: the check does not stop at a good beginning. */
    @Test
    void noticesTimesOfDecodingInTheMiddle() throws IOException {
        Path copy = folder.resolve("half.mp4");
        MediaMaker.remuxNumbered(source(H264), copy, "mp4", frameTicks(H264), 130);
        assertFrames(copy, md5s(H264));
    }

    private static Path source(String name) {
        return name.equals(H264) ? MediaCorpus.made(name) : FILES.resolve(name);
    }

    /** From one frame to the next in the unit that FFmpeg has for the file. */
    private static long frameTicks(String name) {
        return switch (name) {
            case H264 -> 512;
            case HEVC -> 48_000;
            default -> 1;
        };
    }

    private static List<String> md5s(String name) throws IOException {
        return name.equals(H264)
                ? MediaCorpus.named("made/" + name).md5s()
                : Files.readAllLines(FILES.resolve(name + ".md5"));
    }

    /** In order, in any order, with and without packets in memory, and as a stream, with the reader's times. */
    private static void assertFrames(Path file, List<String> md5s) {
        for (long packetBytes : new long[] {Long.MAX_VALUE, 0}) {
            try (VideoReader reader = VideoReader.open(file, new VideoLimits(320L * 240L, packetBytes))) {
                assertThat(reader.frameCount()).isEqualTo(md5s.size());
                assertThat(IntStream.range(0, md5s.size())
                                .mapToObj(frame -> reader.digest(frame).md5()))
                        .containsExactlyElementsOf(md5s);
                for (int frame : shuffled(md5s.size())) {
                    assertThat(reader.digest(frame).md5()).as("frame %d", frame).isEqualTo(md5s.get(frame));
                }
            }
        }
        try (VideoReader reader = VideoReader.open(file);
                VideoStream stream = VideoStream.open(file, VideoLimits.DEFAULT)) {
            int frame = 0;
            for (; stream.next(); frame++) {
                assertThat(stream.digest().md5()).as("frame %d", frame).isEqualTo(md5s.get(frame));
                assertThat(stream.seconds()).isCloseTo(reader.frameSeconds(frame), Offset.offset(2e-3));
            }
            assertThat(frame).isEqualTo(md5s.size());
            assertThat(stream.damage()).isEmpty();
        }
    }

    private static List<Integer> shuffled(int frames) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, frames).boxed().toList());
        Collections.shuffle(order, new Random(5));
        return order.subList(0, Math.min(frames, 60));
    }

    /** Clips are read with frames left out that no other needs: of these files too. */
    @ParameterizedTest
    @CsvSource({"0", "41", "200"})
    void readsClips(int first) throws IOException {
        Path copy = folder.resolve("copy.mp4");
        MediaMaker.remuxNumbered(source(H264), copy, "mp4", frameTicks(H264), 0);
        int[] frames = IntStream.range(0, 20).map(i -> first + 3 * i).toArray();
        try (VideoReader good = VideoReader.open(source(H264));
                VideoReader reader = VideoReader.open(copy);
                Clip expected = Clip.allocate(20, 48, 64);
                Clip clip = Clip.allocate(20, 48, 64)) {
            good.read(frames, expected);
            reader.read(frames, clip);
            for (int i = 0; i < frames.length; i++) {
                assertThat(clip.frame(i)).as("frame %d", frames[i]).isEqualTo(expected.frame(i));
            }
        }
    }
}
