package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoReaderTest {
    private static final Path COUNTER = MediaCorpus.made("counter_gop60_b3.mp4");
    private static final Path FIVE_FRAMES = MediaCorpus.made("five_frames.mp4");

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
}
