package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VideoSourceTest {
    private static final int FRAMES = 3;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;

    @TempDir
    private Path folder;

    private final FrameSource source = FrameSource.ofFiles(VideoLimits.DEFAULT, 10);

    private static byte pixel(int index) {
        return (byte) (index * 37);
    }

    /** All 315 pixels of a clip, of type uint8 or float32. */
    private Path clip(String name, DataType type, Long... shape) {
        int values = FRAMES * HEIGHT * WIDTH * 3;
        ByteBuffer pixels = ByteBuffer.allocate(values * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values; i++) {
            if (type == DataType.U8) {
                pixels.put(pixel(i));
            } else {
                pixels.putFloat((float) ((pixel(i) & 0xff) / 255.0 * 2 - 1));
            }
        }
        Path file = folder.resolve(name);
        ByteBuffer stored = TensorData.allocate(pixels.capacity());
        stored.put(pixels.flip()).flip();
        NpyFile.write(file, new TensorData(type, List.of(shape), stored));
        return file;
    }

    private Path clip(String name, DataType type) {
        return clip(name, type, 3L, 5L, 7L, 3L);
    }

    private List<Byte> read(Path file, int height, int width, int... frames) {
        try (OpenVideo video = source.open(file);
                Clip into = Clip.allocate(frames.length, height, width)) {
            video.read(frames, into, Interpolation.BILINEAR);
            List<Byte> pixels = new ArrayList<>();
            for (int frame = 0; frame < frames.length; frame++) {
                ByteBuffer bytes = into.frame(frame);
                while (bytes.hasRemaining()) {
                    pixels.add(bytes.get());
                }
            }
            return pixels;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"U8", "F32"})
    void clipsAreReadExactly(DataType type) {
        Path file = clip("clip.npy", type);

        List<Byte> pixels = read(file, HEIGHT, WIDTH, 2, 0, 2);

        int frame = HEIGHT * WIDTH * 3;
        for (int i = 0; i < frame; i++) {
            assertThat(pixels.get(i)).isEqualTo(pixel(2 * frame + i));
            assertThat(pixels.get(frame + i)).isEqualTo(pixel(i));
            assertThat(pixels.get(2 * frame + i)).isEqualTo(pixel(2 * frame + i));
        }
        try (OpenVideo video = source.open(file)) {
            assertThat(List.of(video.frameCount(), video.width(), video.height()))
                    .containsExactly(FRAMES, WIDTH, HEIGHT);
            assertThat(video.frameSeconds(2)).isEqualTo(0.2);
        }
    }

    @Test
    void aLeadingAxisOfOneIsPassedOver() {
        assertThat(read(clip("n.npy", DataType.U8, 1L, 3L, 5L, 7L, 3L), HEIGHT, WIDTH, 1))
                .isEqualTo(read(clip("clip.npy", DataType.U8), HEIGHT, WIDTH, 1));
    }

    /** Frames at their own size are exact, so the scaler gets the same from both: its results have to be the same. */
    @Test
    void clipsAreScaledAsTheVideoTheyAreOf() throws IOException {
        Path video = folder.resolve("video.mp4");
        ColorVideos.write(video, FRAMES, 32, frame -> 0x4080c0 + frame);
        List<Byte> frames = read(video, 32, 32, 0, 1, 2);
        ByteBuffer stored = TensorData.allocate(frames.size());
        frames.forEach(stored::put);
        Path clip = folder.resolve("video.npy");
        NpyFile.write(clip, new TensorData(DataType.U8, List.of(3L, 32L, 32L, 3L), stored.flip()));

        List<Byte> scaled = read(clip, 20, 24, 0, 1, 2);

        List<Byte> direct = read(video, 20, 24, 0, 1, 2);
        for (int i = 0; i < direct.size(); i++) {
            // once from YUV in one step, once by way of RGB
            assertThat(scaled.get(i) & 0xff).isBetween((direct.get(i) & 0xff) - 2, (direct.get(i) & 0xff) + 2);
        }
    }

    @Test
    void otherArraysAreRefused() throws IOException {
        assertRefused(
                clip("shape.npy", DataType.U8, 315L), "expected a clip as U8 or F32 [frames, height, width, channels]");
        String channels = "with 3 channels of RGB or 2 of optical flow";
        assertRefused(clip("grey.npy", DataType.U8, 3L, 5L, 21L, 1L), channels);
        assertRefused(clip("many.npy", DataType.F32, 3L, 5L, 3L, 7L), channels);
        Path truncated = clip("truncated.npy", DataType.U8);
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 200));
        assertRefused(truncated, "truncated");
        assertRefused(Files.writeString(folder.resolve("text.npy"), "no array at all"), "is not a NumPy array");
        assertRefused(folder.resolve("gone.npy"), "no such file");
    }

    private void assertRefused(Path file, String words) {
        assertThatThrownBy(() -> source.open(file))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(words);
    }

    @Test
    void limitsHoldForClips() {
        Path file = clip("clip.npy", DataType.U8);
        FrameSource small = FrameSource.ofFiles(VideoLimits.DEFAULT.withMaxPixels(34));

        assertThatThrownBy(() -> small.open(file))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("frames of 7x5, 35 pixels; the limit is 34");
    }

    @Test
    void floatsThatAreNoPixelsAreRefused() {
        for (float value : new float[] {1.5f, -2, Float.NaN, Float.POSITIVE_INFINITY}) {
            ByteBuffer stored = TensorData.allocate(12);
            stored.order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(0)
                    .putFloat(1)
                    .putFloat(value)
                    .flip();
            Path file = folder.resolve("floats.npy");
            NpyFile.write(file, new TensorData(DataType.F32, List.of(1L, 1L, 1L, 3L), stored));

            assertThatThrownBy(() -> read(file, 1, 1, 0))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("holds the value " + value);
        }
    }

    @Test
    void aClipThatBecomesShorterWhileItIsReadIsAnError() throws IOException {
        Path file = clip("clip.npy", DataType.U8);
        try (OpenVideo video = source.open(file);
                Clip into = Clip.allocate(1, HEIGHT, WIDTH)) {
            Files.write(file, new byte[150]);
            assertThatThrownBy(() -> video.read(new int[] {2}, into, Interpolation.AREA))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("became shorter");
            assertThatThrownBy(() -> video.read(new int[] {3}, into, Interpolation.AREA))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("frame 3 asked for; there are 3");
        }
    }

    @Test
    void closingFreesAllMemory() {
        Path file = clip("clip.npy", DataType.F32);
        long before = Pointer.totalBytes();
        read(file, 9, 9, 0, 1);
        assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
}
