package org.i3d4j.video.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.header.Vp9Header;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstPacketProbeTest {
    @TempDir
    Path folder;

    static Stream<Media> good() {
        return MediaCorpus.withOutcome("ok", "partial");
    }

    @ParameterizedTest
    @MethodSource("good")
    void saysWhatFfmpegsOwnProbeSays(Media media) {
        assertSameHeader(media.file());
    }

    @Test
    void suitsH264InMp4() {
        AVFormatContext container = new LocalFile(MediaCorpus.made("five_frames.mp4")).open();
        assertThat(FirstPacketProbe.suits(container, VideoLimits.DEFAULT)).isTrue();
        assertThat(FirstPacketProbe.suits(container, new VideoLimits(320 * 240 - 1, 0)))
                .isFalse();
        avformat_close_input(container);
    }

    /** The width in the sample entry of an MP4 (ISO/IEC 14496-12, 12.1.3) comes 24 bytes behind the entry's reserved ones. */
    @Test
    void believesTheVideoRatherThanAHeaderThatLies() throws IOException {
        byte[] bytes = Files.readAllBytes(MediaCorpus.made("five_frames.mp4"));
        int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("avc1", indexOfSampleTable(bytes));
        ByteBuffer width = ByteBuffer.wrap(bytes).position(entry + 4 + 24);
        assertThat(width.getShort(width.position())).isEqualTo((short) 320);
        width.putShort(width.position(), (short) 160);
        Path lying = folder.resolve("lying.mp4");
        Files.write(lying, bytes);
        assertSameHeader(lying);
        try (VideoReader reader = VideoReader.open(lying)) {
            assertThat(reader.info().width()).isEqualTo(320);
        }
    }

    private static int indexOfSampleTable(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf("stsd");
    }

    private static void assertSameHeader(Path file) {
        try (Demuxer opened = Demuxer.open(new LocalFile(file), VideoLimits.DEFAULT);
                Demuxer probed = Demuxer.openProbed(new LocalFile(file), VideoLimits.DEFAULT)) {
            // A full range is told by the decoder only.
            assertThat(StreamHeader.of(opened))
                    .usingRecursiveComparison()
                    .ignoringFields("pixelFormat", "rangeKnown")
                    .isEqualTo(StreamHeader.of(probed));
            assertThat(StreamHeader.of(probed).pixelFormat().replace("yuvj", "yuv"))
                    .isEqualTo(StreamHeader.of(opened).pixelFormat().replace("yuvj", "yuv"));
        }
    }

    @Test
    void readsSizeAndProfileOfVp9KeyFrames() {
        // frame_marker 2, profile 0, key frame, shown; sync code; BT.709 (2), limited range; 320x240
        long sync = 0x498342L << 40;
        ByteBuffer frame = ByteBuffer.allocate(12)
                .put((byte) 0x82)
                .putLong(sync | 2L << 37 | 319L << 20 | 239L << 4)
                .rewind();
        assertThat(Vp9Header.describes(frame, 320, 240)).isTrue();
        assertThat(Vp9Header.describes(frame, 240, 320)).isFalse();
        assertThat(Vp9Header.describes(frame.duplicate().limit(9), 320, 240)).isFalse();
        frame.put(0, (byte) 0xA2); // profile 1
        assertThat(Vp9Header.describes(frame, 320, 240)).isFalse();
    }
}
