package org.i3d4j.video.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.i3d4j.video.reading.VideoStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickTimeReferencesTest {
    private static final Path FIVE_FRAMES = Path.of("src", "test", "resources", "media", "made", "five_frames.mp4");
    private static final byte[] IN_THIS_FILE = {0, 0, 0, 1};
    private static final byte[] ELSEWHERE = {0, 0, 0, 0};

    @TempDir
    Path folder;

    @Test
    void tellsReferencesToOtherFilesFromThoseToItself() throws IOException {
        assertThat(QuickTimeReferences.outside(FIVE_FRAMES)).isFalse();
        assertThat(QuickTimeReferences.outside(movie(entry("url ", IN_THIS_FILE, ""))))
                .isFalse();
        assertThat(QuickTimeReferences.outside(movie(entry("url ", ELSEWHERE, "file:///other.mp4"))))
                .isTrue();
        assertThat(QuickTimeReferences.outside(
                        movie(entry("url ", IN_THIS_FILE, ""), entry("alis", ELSEWHERE, "other.mp4"))))
                .isTrue();
    }

    @Test
    void knowsReferenceMovies() throws IOException {
        byte[] reference = box("rmra", box("rmda", box("rdrf", ELSEWHERE, text("url "), text("other.mp4"))));
        assertThat(QuickTimeReferences.outside(write(box("ftyp", text("qt  ")), box("moov", reference))))
                .isTrue();
    }

    @Test
    void isNotLedAstrayByWhatIsNoSuchFile() throws IOException {
        Path file = folder.resolve("any");
        assertThat(QuickTimeReferences.outside(folder.resolve("missing"))).isFalse();
        assertThat(QuickTimeReferences.outside(Files.write(file, new byte[0]))).isFalse();
        assertThat(QuickTimeReferences.outside(Files.write(file, new byte[] {0, 0, 0, 1, 'm', 'o', 'o', 'v', 0})))
                .isFalse();
        assertThat(QuickTimeReferences.outside(Files.write(file, new byte[] {0, 0, 0, 2, 'm', 'o', 'o', 'v'})))
                .isFalse();
        byte[] whole = Files.readAllBytes(movie(entry("url ", ELSEWHERE, "file:///other.mp4")));
        for (int bytes = 0; bytes < whole.length - 30; bytes++) {
            assertThat(QuickTimeReferences.outside(Files.write(file, Arrays.copyOf(whole, bytes))))
                    .isFalse();
        }
        byte[] nested = new byte[0];
        for (int depth = 0; depth < 100; depth++) {
            nested = box("trak", nested);
        }
        assertThat(QuickTimeReferences.outside(write(nested))).isFalse();
    }

    @Test
    void isNotLedAstrayByLengths() throws IOException {
        for (long bytes : new long[] {0, 15, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(QuickTimeReferences.outside(write(number(1), text("moov"), longNumber(bytes))))
                    .as("a box of %d bytes", bytes)
                    .isFalse();
        }
        for (int bytes : new int[] {0, 7, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(QuickTimeReferences.outside(movie(concatenated(number(bytes), text("url "), IN_THIS_FILE))))
                    .as("a reference of %d bytes", bytes)
                    .isFalse();
        }
    }

    @Test
    void theReaderSaysThatMediaLieElsewhere() throws IOException {
        Path file = write(
                box("ftyp", text("qt  ")),
                box("moov", box("rmra", box("rmda", box("rdrf", ELSEWHERE, text("url "), text("other.mp4"))))));
        String expected = file + ": its media lie in other files, which it names and which are not opened; expected a"
                + " video that holds its own";
        assertThatThrownBy(() -> VideoReader.open(file))
                .isInstanceOf(VideoException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> VideoStream.open(file, VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessage(expected);
    }

    private Path movie(byte[]... references) throws IOException {
        byte[] list = box("dref", ELSEWHERE, number(references.length), concatenated(references));
        byte[] track = box("trak", box("mdia", box("minf", box("dinf", list))));
        return write(box("ftyp", text("qt  ")), box("moov", track));
    }

    private static byte[] entry(String type, byte[] flags, String location) {
        return box(type, flags, text(location));
    }

    private Path write(byte[]... boxes) throws IOException {
        return Files.write(folder.resolve("movie.mov"), concatenated(boxes));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = concatenated(parts);
        return concatenated(number(8 + content.length), text(type), content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] longNumber(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
