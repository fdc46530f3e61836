package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.i3d4j.video.container.Demuxer;
import org.i3d4j.video.container.LocalFile;
import org.i3d4j.video.decoding.PacketScan;
import org.i3d4j.video.index.PacketEntry;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatIsKnown() {
        assertThat(new Damage(false, 0, 300, 0, 400).note()).isEmpty();
        assertThat(new Damage(true, 0, 1, 0, 0).note()).hasValue("the video is damaged; 1 frame could be decoded");
        assertThat(new Damage(true, 1, 148, 0, 300).note())
                .hasValue("the video is damaged, 1 broken packet; 148 frames could be decoded"
                        + " (its header promises 300)");
        assertThat(new Damage(false, 2, 48, 3, 48).note())
                .hasValue("the video is damaged, 2 broken packets; 48 frames could be decoded, 3 of them in part only");
    }

    @Test
    void readerAndStreamSayTheSame() {
        Path file = MediaCorpus.made("trunc_faststart.mp4");
        try (VideoReader reader = VideoReader.open(file);
                VideoStream stream = VideoStream.open(file, VideoLimits.DEFAULT)) {
            while (stream.next()) {
                assertThat(stream.seconds()).isNotNegative();
            }
            assertThat(reader.damage())
                    .hasValue("the video is damaged, 1 broken packet; " + reader.frameCount()
                            + " frames could be decoded (its header promises 300)")
                    .isEqualTo(stream.damage());
        }
    }

    /** The decoder makes up what it can't read: the number of frames does not tell. */
    @Test
    void noticesFaultsWithinFrames() throws IOException {
        Path file = folder.resolve("faulty.mp4");
        Path whole = MediaCorpus.made("counter_gop60_b3.mp4");
        byte[] bytes = Files.readAllBytes(whole);
        try (Demuxer demuxer = Demuxer.open(new LocalFile(whole), VideoLimits.DEFAULT);
                PacketScan scan = PacketScan.of(demuxer, VideoLimits.DEFAULT)) {
            for (int packet = 10; packet < 300; packet += 40) {
                PacketEntry entry = scan.index().get(packet);
                Arrays.fill(
                        bytes,
                        (int) entry.position() + entry.bytes() / 2,
                        (int) entry.position() + entry.bytes(),
                        (byte) 0x55);
            }
        }
        Files.write(file, bytes);
        try (VideoReader reader = VideoReader.open(file);
                VideoStream stream = VideoStream.open(file, VideoLimits.DEFAULT);
                Clip clip = Clip.allocate(300, 16, 16)) {
            assertThat(reader.damage()).isEmpty();
            reader.read(IntStream.range(0, 300).toArray(), clip);
            assertThat(reader.damage())
                    .get()
                    .asString()
                    .contains("300 frames could be decoded", "of them in part only");
            while (stream.next()) {
                assertThat(stream.seconds()).isNotNegative();
            }
            assertThat(stream.damage()).isEqualTo(reader.damage());
        }
    }
}
