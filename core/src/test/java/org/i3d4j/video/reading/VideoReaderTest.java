package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaMaker;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoReaderTest {
    private static final Path COUNTER = MediaCorpus.made("counter_gop60_b3.mp4");
    private static final Path FIVE_FRAMES = MediaCorpus.made("five_frames.mp4");

    @TempDir
    Path folder;

    /** The frames carry their index as a barcode, so that the pixels that a network would get can be checked. */
    @ParameterizedTest
    @CsvSource({
        "counter_gop60_b3.mp4, 0, 224, 224",
        "counter_gop60_b3.mp4, 0, 112, 112",
        "counter_gop60_b3.mp4, 0, 256, 340",
        "counter_long_gop_b8.mp4, 0, 240, 320",
        "edit_list_nonkey_start.mp4, 45, 128, 171",
    })
    void readsTheFramesAskedForInTheOrderAskedFor(String name, int firstBarcode, int height, int width) {
        int[] frames = {254, 3, 3, 0, 59, 60, 61, 130, 3, 253, 16};
        try (VideoReader reader = VideoReader.open(MediaCorpus.made(name));
                Clip clip = Clip.allocate(frames.length, height, width)) {
            reader.read(frames, clip);
            for (int i = 0; i < frames.length; i++) {
                assertThat(barcode(clip, i)).as("place %d", i).isEqualTo(firstBarcode + frames[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void readsWithEveryInterpolation(Interpolation interpolation) {
        try (VideoReader reader = VideoReader.open(COUNTER);
                Clip clip = Clip.allocate(1, 120, 160)) {
            reader.read(new int[] {217}, clip, interpolation);
            assertThat(barcode(clip, 0)).isEqualTo(217);
        }
    }

    @Test
    void readsClipAfterClip() {
        try (VideoReader reader = VideoReader.open(COUNTER);
                Clip clip = Clip.allocate(16, 112, 112)) {
            for (int start : new int[] {0, 16, 32, 24, 200, 284, 0}) {
                reader.read(IntStream.range(start, start + 16).toArray(), clip);
                for (int i = 0; i < 16; i++) {
                    assertThat(barcode(clip, i)).isEqualTo(start + i);
                }
            }
        }
    }

    @Test
    void tellsWhenEachFrameIsShown() {
        try (VideoReader reader = VideoReader.open(MediaCorpus.made("vfr_gap.mp4"))) {
            double last = reader.frameSeconds(reader.frameCount() - 1);
            assertThat(reader.frameSeconds(0)).isZero();
            assertThat(IntStream.range(1, reader.frameCount())
                            .mapToDouble(frame -> reader.frameSeconds(frame) - reader.frameSeconds(frame - 1))
                            .max()
                            .orElseThrow())
                    .isGreaterThan(2 * last / reader.frameCount());
            assertThat(last).isLessThan(reader.info().durationSeconds());
        }
    }

    @Test
    void readsEveryNthFrame() {
        int[] frames = IntStream.range(0, 43).map(i -> 7 * i).toArray();
        try (VideoReader reader = VideoReader.open(MediaCorpus.made("counter_long_gop_b8.mp4"));
                Clip clip = Clip.allocate(frames.length, 60, 80)) {
            reader.read(frames, clip);
            for (int i = 0; i < frames.length; i++) {
                assertThat(barcode(clip, i)).isEqualTo(frames[i]);
            }
        }
    }

    /** 10 bits, least significant left, in columns of 24 pixels from 40 of 320; white is 1 at half of the height. */
    private static int barcode(Clip clip, int frame) {
        ByteBuffer pixels = clip.frame(frame);
        int y = clip.height() / 3;
        int code = 0;
        for (int bit = 0; bit < 10; bit++) {
            int x = (int) Math.round((40 + 24 * (bit + 0.5)) * clip.width() / 320);
            int green = pixels.get(3 * (y * clip.width() + x) + 1) & 0xFF;
            code |= (green > 127 ? 1 : 0) << bit;
        }
        return code;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5, 200, Integer.MAX_VALUE})
    void refusesFramesThatDoNotExist(int frame) {
        try (VideoReader reader = VideoReader.open(FIVE_FRAMES);
                Clip clip = Clip.allocate(2, 32, 32)) {
            assertThatThrownBy(() -> reader.read(new int[] {0, frame}, clip))
                    .isInstanceOf(VideoException.class)
                    .hasMessage(FIVE_FRAMES + ": frame " + frame + " asked for; there are 5, 0 to 4");
        }
    }

    @Test
    void refusesClipsOfAnotherShape() {
        try (VideoReader reader = VideoReader.open(FIVE_FRAMES);
                Clip clip = Clip.allocate(2, 32, 32);
                Clip flow = Clip.allocate(1, 32, 32, 2)) {
            assertThatThrownBy(() -> reader.read(new int[] {0}, clip)).isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> reader.read(new int[] {0}, flow)).isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void refusesToReadWhenClosed() {
        VideoReader reader = VideoReader.open(FIVE_FRAMES);
        reader.close();
        reader.close();
        assertThatThrownBy(() -> reader.digest(0)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-v.mp4", "with spaces and % signs.mp4", "a:b?c=d&e[1]%03d.mp4", "Видео_動画_é.mp4", "no extension"
            })
    void opensFilesWhateverTheirNames(String name) throws IOException {
        assumeTrue(System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8") || isAscii(name));
        Path file = Files.copy(FIVE_FRAMES, folder.resolve(name));
        try (VideoReader reader = VideoReader.open(file)) {
            assertThat(reader.frameCount()).isEqualTo(5);
        }
    }

    private static boolean isAscii(String name) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    }

    @Test
    void opensARelativeNameWithALeadingDash() throws IOException {
        Path file = Path.of("-leading-dash.mp4");
        try {
            Files.copy(FIVE_FRAMES, file);
            try (VideoReader reader = VideoReader.open(file)) {
                assertThat(reader.frameCount()).isEqualTo(5);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void refusesWhatIsNoRegularFile() {
        assertRefused(folder, "is a folder");
        assertRefused(folder.resolve("missing.mp4"), "no such file");
    }

    /** Opening a FIFO would wait for a writer for ever. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesFifos() throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo.mp4");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", fifo.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertRefused(fifo, "is a pipe or device");
    }

    @Test
    void refusesFilesThatMayNotBeRead() throws IOException {
        Path file = Files.copy(FIVE_FRAMES, folder.resolve("secret.mp4"));
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "the superuser may read everything");
        assertRefused(file, "permissions");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> VideoReader.open(file))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    /** The playlist names a segment at this address; the reader must not go there. */
    @Test
    void makesNoConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(18999, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(100);
            assertRefused(MediaCorpus.made("hls_http_renamed.mp4"), "can't be read as video");
            Path playlist = Files.copy(MediaCorpus.made("hls_http_renamed.mp4"), folder.resolve("list.m3u8"));
            assertRefused(playlist, "can't be read as video");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "list.m3u8, '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfive_frames.mp4\n#EXT-X-ENDLIST\n'",
        "list.ffconcat, 'ffconcat version 1.0\nfile five_frames.mp4\n'",
        "list.mpd, '<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>'",
        "list.sdp, 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n'",
    })
    void opensNoNeighbour(String name, String content) throws IOException {
        Files.copy(FIVE_FRAMES, folder.resolve("five_frames.mp4"));
        assertRefused(Files.writeString(folder.resolve(name), content), "can't be read as video");
    }

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

    @Test
    void saysThatAFileIsCutOffAndNothingOfPipes() throws IOException {
        Path file = folder.resolve("cut.mp4");
        byte[] bytes = Files.readAllBytes(FIVE_FRAMES);
        int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");
        // The index stands behind the data: what it says lies in front is all zeros.
        Arrays.fill(bytes, data + 4, new String(bytes, StandardCharsets.ISO_8859_1).indexOf("moov") - 4, (byte) 0);
        Files.write(file, bytes);
        for (boolean stream : new boolean[] {false, true}) {
            assertThatThrownBy(() -> open(file, stream))
                    .isInstanceOf(VideoException.class)
                    .hasMessageStartingWith(file + ": no frame")
                    .hasMessageNotContaining("pipe");
        }
    }

    private static void open(Path file, boolean stream) {
        if (stream) {
            try (VideoStream opened = VideoStream.open(file, VideoLimits.DEFAULT)) {
                opened.next();
            }
        } else {
            VideoReader.open(file).close();
        }
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
    void readsInManyThreadsAtOnce() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> readSome(7 * i)))
                .toList();
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((t, failure) -> {
            synchronized (failures) {
                failures.add(failure);
            }
        }));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertThat(failures).isEmpty();
    }

    private static void readSome(int start) {
        try (VideoReader reader = VideoReader.open(COUNTER);
                Clip clip = Clip.allocate(8, 64, 64)) {
            for (int round = 0; round < 5; round++) {
                int first = start + 50 * round;
                reader.read(IntStream.range(first, first + 8).toArray(), clip);
                assertThat(barcode(clip, 7)).isEqualTo(first + 7);
            }
        }
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
        useEverything();
        assertThat(count(descriptors)).isEqualTo(before);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
