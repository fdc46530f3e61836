package org.i3d4j.video.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.ShapeException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoWriterTest {
    private static final int FRAMES = 40;

    @TempDir
    Path folder;

    @Test
    void writesWhatTheReaderReads() {
        Path file = folder.resolve("texture.mp4");
        try (Clip texture = texture(FRAMES, 96, 128);
                Clip read = Clip.allocate(FRAMES, 96, 128)) {
            write(file, texture, 25);
            try (VideoReader reader = VideoReader.open(file)) {
                assertThat(reader.frameCount()).isEqualTo(FRAMES);
                assertThat(reader.info().frameRate()).isEqualTo(25);
                assertThat(reader.info().durationSeconds()).isCloseTo(FRAMES / 25.0, Offset.offset(1e-6));
                assertThat(reader.info().keyFrames()).contains(0);
                reader.read(frames(), read);
            }
            // Luma, since half of the chroma is gone in 4:2:0. 35 dB is far above where texture begins to blur.
            assertThat(lumaPsnr(texture, read)).isGreaterThan(35);
        }
    }

    private static int[] frames() {
        return IntStream.range(0, FRAMES).toArray();
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        try (Clip texture = texture(FRAMES, 64, 64)) {
            write(folder.resolve("a.mp4"), texture, 30);
            write(folder.resolve("b.mp4"), texture, 30);
        }
        assertThat(folder.resolve("a.mp4")).hasSameBinaryContentAs(folder.resolve("b.mp4"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {12.5, 23.976, 29.97002997002997, 60, 1000})
    void keepsTheFrameRate(double framesPerSecond) {
        Path file = folder.resolve("rate.mp4");
        try (Clip texture = texture(5, 16, 16)) {
            write(file, texture, framesPerSecond);
        }
        try (VideoReader reader = VideoReader.open(file)) {
            assertThat(reader.frameCount()).isEqualTo(5);
            assertThat(reader.info().frameRate()).isCloseTo(framesPerSecond, Offset.offset(1e-4 * framesPerSecond));
        }
    }

    @ParameterizedTest
    @CsvSource({"15, 32", "32, 14", "33, 32", "32, 35", "0, 0", "-16, 16"})
    void refusesSidesThatTheFormatLacks(int width, int height) {
        assertThatThrownBy(() -> VideoWriter.create(folder.resolve("x.mp4"), width, height, 25))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(width + "x" + height);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1001})
    void refusesFrameRatesThatMakeNoSense(double framesPerSecond) {
        assertThatThrownBy(() -> VideoWriter.create(folder.resolve("x.mp4"), 32, 32, framesPerSecond))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("frames per second");
    }

    @Test
    void refusesPlacesThatCannotBeWritten() {
        assertThatThrownBy(() -> VideoWriter.create(folder.resolve("missing").resolve("x.mp4"), 32, 32, 25))
                .isInstanceOf(OutputException.class);
        assertThatThrownBy(() -> VideoWriter.create(folder, 32, 32, 25)).isInstanceOf(OutputException.class);
    }

    @Test
    void leavesNothingWithoutFrames() throws IOException {
        VideoWriter writer = VideoWriter.create(folder.resolve("empty.mp4"), 32, 32, 25);
        writer.complete();
        assertThatThrownBy(writer::close).isInstanceOf(OutputException.class).hasMessageContaining("no frame");
        writer.close();
        assertThat(contents()).isEmpty();
    }

    @Test
    void refusesFramesOfAnotherSize() {
        Path file = folder.resolve("frames.mp4");
        try (VideoWriter writer = VideoWriter.create(file, 32, 32, 25)) {
            assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(32 * 32)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("3072");
            writer.write(ByteBuffer.allocate(32 * 32 * 3));
            writer.complete();
        }
        assertThat(file).exists();
    }

    @Test
    void leavesNothingThatALastLookRefuses() throws IOException {
        VideoWriter writer = VideoWriter.create(folder.resolve("refused.mp4"), 32, 32, 25);
        writer.write(ByteBuffer.allocate(32 * 32 * 3));
        writer.completeIf(whole -> {
            try (VideoReader reader = VideoReader.open(whole)) {
                assertThat(reader.frameCount()).isEqualTo(1);
            }
            throw new ShapeException("refused");
        });
        assertThatThrownBy(writer::close).isInstanceOf(ShapeException.class).hasMessage("refused");
        assertThat(contents()).isEmpty();
    }

    @Test
    void givesTheFileItsNameOnlyWhenItIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("video.mp4"), "what was here before");
        try (VideoWriter writer = VideoWriter.create(file, 32, 32, 25)) {
            writer.write(ByteBuffer.allocate(32 * 32 * 3));
            writer.complete();
            assertThat(file).hasContent("what was here before");
        }
        assertThat(contents()).containsExactly(file);
        try (VideoReader reader = VideoReader.open(file)) {
            assertThat(reader.frameCount()).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOfAVideoThatEndedEarly() throws IOException {
        Path file = Files.writeString(folder.resolve("video.mp4"), "what was here before");
        assertThatThrownBy(() -> {
                    try (VideoWriter writer = VideoWriter.create(file, 32, 32, 25)) {
                        writer.write(ByteBuffer.allocate(32 * 32 * 3));
                        throw new IllegalStateException("the caller's own work failed");
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasNoSuppressedExceptions();
        assertThat(contents()).containsExactly(file);
        assertThat(file).hasContent("what was here before");
    }

    @Test
    void leavesNoNativeMemoryBehind() {
        try (Clip texture = texture(2, 32, 32)) {
            write(folder.resolve("warm.mp4"), texture, 25);
            long before = Pointer.totalCount();
            for (int round = 0; round < 5; round++) {
                write(folder.resolve("again.mp4"), texture, 25);
            }
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        }
    }

    private Stream<Path> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }

    private static void write(Path file, Clip clip, double framesPerSecond) {
        try (VideoWriter writer = VideoWriter.create(file, clip.width(), clip.height(), framesPerSecond)) {
            writer.write(clip);
            writer.complete();
        }
    }

    /** Blotches of 4x4 pixels that move to the left, under noise that changes with every frame. */
    private static Clip texture(int frames, int height, int width) {
        Random random = new Random(5);
        int[] blotches = random.ints((height / 4 + 1) * 64L, 40, 216).toArray();
        Clip clip = Clip.allocate(frames, height, width);
        for (int frame = 0; frame < frames; frame++) {
            ByteBuffer pixels = clip.frame(frame);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int blotch = blotches[y / 4 * 64 + (x + frame) / 4 % 64] + random.nextInt(21) - 10;
                    pixels.put((byte) blotch).put((byte) (blotch + 5)).put((byte) (blotch - 5));
                }
            }
        }
        return clip;
    }

    private static double lumaPsnr(Clip a, Clip b) {
        double squares = 0;
        for (int frame = 0; frame < a.frames(); frame++) {
            for (int pixel = 0; pixel < a.height() * a.width(); pixel++) {
                double difference = luma(a.frame(frame), pixel) - luma(b.frame(frame), pixel);
                squares += difference * difference;
            }
        }
        double mean = squares / a.frames() / a.height() / a.width();
        return 10 * Math.log10(255 * 255 / mean);
    }

    private static double luma(ByteBuffer frame, int pixel) {
        int at = 3 * pixel;
        return 0.299 * (frame.get(at) & 0xFF) + 0.587 * (frame.get(at + 1) & 0xFF) + 0.114 * (frame.get(at + 2) & 0xFF);
    }
}
