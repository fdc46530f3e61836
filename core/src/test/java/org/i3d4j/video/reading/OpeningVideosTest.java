package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.VideoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is opened as a video, and what is refused. */
class OpeningVideosTest {
    private static final Path FIVE_FRAMES = MediaCorpus.made("five_frames.mp4");

    @TempDir
    Path folder;

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
}
