package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaMaker;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a reader takes, and that it leaves nothing behind. */
class ReaderResourcesTest {
    private static final Path FIVE_FRAMES = MediaCorpus.made("five_frames.mp4");

    @TempDir
    Path folder;

    @Test
    void refusesFramesOverTheLimit() {
        VideoLimits small = new VideoLimits(320 * 240 - 1, 1 << 20);
        assertThatThrownBy(() -> VideoReader.open(FIVE_FRAMES, small))
                .isInstanceOf(VideoException.class)
                .hasMessage(FIVE_FRAMES + ": frames of 320x240, 76800 pixels; the limit is 76799");
        try (VideoReader reader = VideoReader.open(FIVE_FRAMES, new VideoLimits(320 * 240, 1 << 20))) {
            assertThat(reader.digest(4).frame()).isEqualTo(4);
        }
    }

    @Test
    void decodesTheLargestFramesOneAtATime() {
        Path file = MediaCorpus.made("bomb_8192_60f.mp4");
        try (VideoReader reader = VideoReader.open(file);
                Clip clip = Clip.allocate(2, 32, 32)) {
            long before = Pointer.physicalBytes();
            reader.read(new int[] {0, 1}, clip);
            assertThat(Pointer.physicalBytes() - before).isLessThan(1L << 30);
        }
        VideoLimits less = new VideoLimits(8192L * 8192L - 1, 1 << 20);
        assertThatThrownBy(() -> VideoReader.open(file, less)).isInstanceOf(VideoException.class);
    }

    /** FFmpeg forgets the size of a picture that it was kept from decoding. */
    @Test
    void namesTheLimitThatAGifExceeds() throws IOException {
        byte[] header = {'G', 'I', 'F', '8', '9', 'a', 0x10, 0x27, 0x10, 0x27, (byte) 0x80, 0, 0};
        byte[] blackAndWhite = {0, 0, 0, -1, -1, -1};
        byte[] onePixel = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, ';'};
        Path file = folder.resolve("large.gif");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header);
            out.write(blackAndWhite);
            out.write(onePixel);
        }
        String expected = file + ": frames of 10000x10000, 100000000 pixels; the limit is 67108864";
        assertThatThrownBy(() -> VideoReader.open(file))
                .isInstanceOf(VideoException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> VideoStream.open(file, VideoLimits.DEFAULT)).hasMessage(expected);
    }

    /** A header that promises a small frame must not get a large one decoded. */
    @Test
    void noticesALimitThatOnlyTheDataExceeds() throws IOException {
        Path file = folder.resolve("raw.h264");
        MediaMaker.remux(FIVE_FRAMES, file, "h264");
        assertThatThrownBy(() -> VideoReader.open(file, new VideoLimits(64 * 64, 1 << 20)))
                .isInstanceOf(VideoException.class);
    }

    @Test
    void leavesNoNativeMemoryBehind() {
        useEverything();
        long before = Pointer.totalCount();
        for (int round = 0; round < 20; round++) {
            useEverything();
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void useEverything() {
        for (long packetBytes : new long[] {1 << 20, 0}) {
            try (VideoReader reader = VideoReader.open(FIVE_FRAMES, new VideoLimits(320 * 240, packetBytes));
                    Clip clip = Clip.allocate(2, 32, 33)) {
                reader.read(new int[] {4, 1}, clip);
                reader.digest(2);
            }
        }
        for (String bad : new String[] {"audio_only.mp4", "text_renamed.mp4", "trunc_moov_lost.mp4"}) {
            assertThatThrownBy(() -> VideoReader.open(MediaCorpus.made(bad))).isInstanceOf(VideoException.class);
        }
        assertThatThrownBy(() -> VideoReader.open(FIVE_FRAMES, new VideoLimits(1, 1)))
                .isInstanceOf(VideoException.class);
    }

    /** What JavaCPP does not count, FFmpeg's own allocations, shows in the size of the process. */
    @Test
    void doesNotGrow() {
        Path file = folder.resolve("large.mp4");
        try (Clip clip = Clip.allocate(2, 1024, 1024);
                VideoWriter writer = VideoWriter.create(file, 1024, 1024, 25)) {
            writer.write(clip);
            writer.complete();
        }
        readLast(file, 10);
        long before = Pointer.physicalBytes();
        readLast(file, 40);
        // A decoder left behind in each of 40 rounds would be 120 MB or more: it has two frames of 1.5 MB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(60L << 20);
    }

    private static void readLast(Path file, int rounds) {
        for (int round = 0; round < rounds; round++) {
            try (VideoReader reader = VideoReader.open(file);
                    Clip clip = Clip.allocate(1, 64, 64)) {
                reader.read(new int[] {1}, clip);
            }
        }
    }

    @Test
    void leavesNoFileOpen() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        useEverything();
        long before = count(descriptors);
        int rounds = 5;
        for (int round = 0; round < rounds; round++) {
            useEverything();
        }
        // Other threads of the process may open a jar in between; what a reader leaves open, it leaves each time.
        assertThat(count(descriptors) - before).isLessThan(rounds);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
