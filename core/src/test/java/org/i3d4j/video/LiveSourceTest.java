package org.i3d4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.Advice;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveSourceTest {
    private static final Media COUNTER = MediaCorpus.named("made/counter_gop60_b3.mp4");
    private static final long LONG_MILLIS = 20_000;
    private static final long SHORT_MILLIS = 100;

    @TempDir
    private Path folder;

    private static VideoStream open(Object address, long stallTimeoutMillis) {
        return VideoStream.open(new LiveSource(address.toString(), false, stallTimeoutMillis), VideoLimits.DEFAULT);
    }

    /** Matroska: a container that needs no seeking. */
    private Path streamable() {
        Path file = folder.resolve("counter.mkv");
        MediaMaker.remux(COUNTER.file(), file, "matroska");
        return file;
    }

    private Path fifo() throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", fifo.toString())
                        .start()
                        .waitFor())
                .isZero();
        return fifo;
    }

    /** Writes into the pipe from another thread, as another program would. */
    private static void feed(Path fifo, byte[] bytes) {
        Thread writer = new Thread(() -> {
            try (OutputStream pipe = Files.newOutputStream(fifo)) {
                pipe.write(bytes);
            } catch (IOException e) {
                // The reader has seen enough.
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    private static int assertCounterFrames(VideoStream stream) {
        int frames = 0;
        for (; stream.next(); frames++) {
            assertThat(stream.digest().md5())
                    .as("frame %d", frames)
                    .isEqualTo(COUNTER.md5s().get(frames));
        }
        return frames;
    }

    @Test
    void readsAFifoToItsEnd() throws IOException, InterruptedException {
        Path fifo = fifo();
        feed(fifo, Files.readAllBytes(streamable()));
        try (VideoStream stream = open(fifo, LONG_MILLIS)) {
            assertThat(stream.name()).isEqualTo(fifo.toString());
            assertThat(assertCounterFrames(stream)).isEqualTo(300);
            assertThat(stream.damage()).isEmpty();
        }
    }

    @Test
    void givesUpOnASilentFifo() throws IOException, InterruptedException {
        Path fifo = fifo();
        assertThatThrownBy(() -> open(fifo, SHORT_MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessageContainingAll(fifo.toString(), "gave nothing for 0.1 s");
    }

    @Test
    void givesTheFramesAheadOfAStallFirst() throws IOException {
        byte[] all = Files.readAllBytes(streamable());
        try (PipedOutputStream pipe = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(pipe, all.length)) {
            pipe.write(all, 0, all.length / 2);
            pipe.flush();
            InputStream standardInput = System.in;
            System.setIn(input);
            try (VideoStream stream = open(LiveSource.STANDARD_INPUT, SHORT_MILLIS)) {
                int[] frames = {0};
                assertThatThrownBy(() -> {
                            while (stream.next()) {
                                frames[0]++;
                            }
                        })
                        .isInstanceOf(VideoException.class)
                        .hasMessageContaining("gave nothing");
                assertThat(frames[0]).isBetween(50, 250);
            } finally {
                System.setIn(standardInput);
            }
        }
    }

    @Test
    void givesTheFramesOfAPipeThatIsCutOff() throws IOException, InterruptedException {
        byte[] all = Files.readAllBytes(streamable());
        Path fifo = fifo();
        feed(fifo, Arrays.copyOf(all, all.length / 2));
        try (VideoStream stream = open(fifo, LONG_MILLIS)) {
            assertThat(countFrames(stream)).isBetween(50, 250);
        }
    }

    private static int countFrames(VideoStream stream) {
        int frames = 0;
        while (stream.next()) {
            frames++;
        }
        return frames;
    }

    @Test
    void abortEndsAWait() throws IOException, InterruptedException {
        byte[] all = Files.readAllBytes(streamable());
        try (PipedOutputStream pipe = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(pipe, all.length)) {
            pipe.write(all, 0, all.length / 2);
            InputStream standardInput = System.in;
            System.setIn(input);
            try (VideoStream stream = open(LiveSource.STANDARD_INPUT, Long.MAX_VALUE / 1_000_000)) {
                Thread aborting = new Thread(stream::abort);
                while (stream.next()) {
                    if (aborting.getState() == Thread.State.NEW) {
                        aborting.start();
                    }
                }
                aborting.join();
            } finally {
                System.setIn(standardInput);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text_renamed.mp4", "concat_neighbour.mp4", "hls_http_renamed.mp4", "zero_byte.mp4"})
    void refusesInAPipeWhatIsRefusedInAFile(String name) {
        Path file = MediaCorpus.made(name);
        assertThatThrownBy(() -> open(file, LONG_MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(file.toString());
    }

    /** Said of pipes only: a file can be read from its end. */
    @Test
    void saysThatAnMp4InAPipeNeedsItsIndexInFront() throws IOException, InterruptedException {
        Path fifo = fifo();
        feed(fifo, Files.readAllBytes(MediaCorpus.made("counter_gop60_b3.mp4")));
        assertThatThrownBy(() -> open(fifo, LONG_MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(fifo + ": ")
                .hasMessageContaining("an mp4 in a pipe needs its index in front");
    }

    /** Opening a FIFO waits for a writer. */
    @Test
    void aFifoIsNoFile() throws IOException, InterruptedException {
        Path fifo = fifo();
        String expected = fifo + ": is a pipe or device; expected a video file";
        assertThatThrownBy(() -> VideoReader.open(fifo)).hasMessage(expected);
        assertThatThrownBy(() -> VideoStream.open(fifo, VideoLimits.DEFAULT)).hasMessage(expected);
    }

    @Test
    void refusesFoldersAndWhatIsNotThere() {
        assertThatThrownBy(() -> open(folder, LONG_MILLIS)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> open(folder.resolve("none"), LONG_MILLIS)).hasMessageContaining("no such pipe");
    }

    @Test
    void makesNoConnectionUnlessAllowed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(100);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/video.mkv";
            assertThatThrownBy(() -> new LiveSource(address, false, LONG_MILLIS))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining(Advice.LET_NETWORK.toString());
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "concat://a", "data://x", "FTP://host/x"})
    void refusesOtherAddressesEvenWithTheNetworkAllowed(String address) {
        assertThatThrownBy(() -> new LiveSource(address, true, LONG_MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessageContainingAll(address, "not opened");
    }

    @Test
    void readsAnAddressThatIsAllowed() throws IOException {
        byte[] bytes = Files.readAllBytes(streamable());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/live";
        try (VideoStream stream = VideoStream.open(new LiveSource(address, true, LONG_MILLIS), VideoLimits.DEFAULT)) {
            assertThat(assertCounterFrames(stream)).isEqualTo(300);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void givesUpOnASilentAddress() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LiveSource source = new LiveSource("http://127.0.0.1:" + server.getLocalPort() + "/x", true, SHORT_MILLIS);
            assertThatThrownBy(() -> VideoStream.open(source, VideoLimits.DEFAULT))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContainingAll(source.address(), "gave nothing");
        }
    }

    @Test
    void leavesNoNativeMemoryBehind() {
        Path file = streamable();
        List.of(1, 2).forEach(unused -> readSome(file));
        long before = Pointer.totalCount();
        for (int round = 0; round < 20; round++) {
            readSome(file);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void readSome(Path file) {
        try (VideoStream stream = open(file, LONG_MILLIS)) {
            stream.next();
        }
    }
}
