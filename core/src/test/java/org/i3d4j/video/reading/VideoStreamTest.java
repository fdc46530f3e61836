package org.i3d4j.video.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.MediaMaker;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.container.StreamRate;
import org.i3d4j.video.writing.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the stream to the media manifest and to the reader. */
class VideoStreamTest {
    @TempDir
    private Path folder;

    static Stream<Media> listed() {
        return MediaCorpus.all().filter(media -> !media.md5s().isEmpty());
    }

    static Stream<Media> bad() {
        return MediaCorpus.withOutcome("error", "refuse");
    }

    private static VideoStream open(Path file) {
        return VideoStream.open(file, VideoLimits.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("listed")
    void decodesEveryFrameExactlyInOrder(Media media) {
        try (VideoStream stream = open(media.file())) {
            int frame = 0;
            for (; stream.next(); frame++) {
                assertThat(stream.digest().md5())
                        .as("frame %d", frame)
                        .isEqualTo(media.md5s().get(frame));
            }
            assertThat(frame).isEqualTo(media.md5s().size());
        }
    }

    /** MP4 counts them, Matroska has its length. */
    @Test
    void tellsHowManyFramesAreExpected() {
        Path counted = folder.resolve("a.mp4");
        Path measured = folder.resolve("a.mkv");
        try (VideoWriter rgb = VideoWriter.create(counted, 32, 32, 25);
                VideoWriter grey = VideoWriter.lossless(measured, 32, 32, 25, Map.of())) {
            for (int frame = 0; frame < 50; frame++) {
                rgb.write(ByteBuffer.allocate(32 * 32 * 3));
                grey.writeAt(ByteBuffer.allocate(32 * 32), frame / 25.0);
            }
            rgb.complete();
            grey.complete();
        }

        for (Path file : List.of(counted, measured)) {
            try (VideoStream stream = open(file)) {
                assertThat(stream.expectedFrames()).as("%s", file).isEqualTo(50);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("listed")
    void tellsTheTimesTheReaderTells(Media media) {
        try (VideoStream stream = open(media.file());
                VideoReader reader = VideoReader.open(media.file())) {
            assertThat(stream.width()).isEqualTo(reader.info().width());
            assertThat(stream.height()).isEqualTo(reader.info().height());
            assertThat(stream.damage().isPresent()).isFalse();
            double end = 0;
            for (int frame = 0; stream.next(); frame++) {
                assertThat(stream.seconds())
                        .as("frame %d", frame)
                        .isCloseTo(reader.frameSeconds(frame), Offset.offset(1e-9));
                end = stream.seconds() + stream.durationSeconds();
            }
            assertThat(stream.damage().isPresent()).isEqualTo(reader.info().damaged());
            double frameSeconds = 1 / reader.info().frameRate();
            assertThat(end).isCloseTo(reader.info().durationSeconds(), Offset.offset(2 * frameSeconds));
        }
    }

    /** A raw stream has no container that would say when a frame is shown. */
    @Test
    void spreadsFramesWithoutTimestampsEvenly() {
        Path file = folder.resolve("counter.h264");
        MediaMaker.remux(MediaCorpus.made("counter_gop60_b3.mp4"), file, "h264");
        try (VideoStream stream = open(file)) {
            double rate = stream.frameRate();
            for (int frame = 0; stream.next(); frame++) {
                assertThat(stream.seconds()).isCloseTo(frame / rate, Offset.offset(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatTheReaderRefuses(Media media) {
        assertThatThrownBy(() -> {
                    try (VideoStream stream = open(media.file())) {
                        stream.next();
                    }
                })
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith(media.file().toString());
    }

    @Test
    void tellsOfDamageInMidstream() {
        Path file = MediaCorpus.made("trunc_faststart.mp4");
        try (VideoStream stream = open(file);
                VideoReader reader = VideoReader.open(file)) {
            int frames = 0;
            while (stream.next()) {
                frames++;
            }
            assertThat(frames).isEqualTo(reader.frameCount());
            assertThat(stream.damage()).get().asString().contains("damaged", frames + " frames could be decoded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter_gop60_b3.mp4", "edit_list_nonkey_start.mp4", "counter_long_gop_b8.mp4"})
    void findsTheRateOfVideosOfConstantRate(String name) {
        Media media = MediaCorpus.named("made/" + name);
        try (VideoReader reader = VideoReader.open(media.file())) {
            assertThat(StreamRate.of(media.file(), VideoLimits.DEFAULT))
                    .isCloseTo(reader.info().frameRate(), Offset.offset(1e-9));
        }
    }

    @Test
    void findsTheMeanRateOfAVideoOfVariableRate() {
        Path file = MediaCorpus.made("vfr_gap.mp4");
        try (VideoReader reader = VideoReader.open(file)) {
            int last = reader.frameCount() - 1;
            assertThat(StreamRate.of(file, VideoLimits.DEFAULT) * reader.frameSeconds(last))
                    .isCloseTo(last, Offset.offset(1.0));
        }
    }

    @Test
    void leavesNoNativeMemoryBehind() {
        Path file = MediaCorpus.made("five_frames.mp4");
        readAll(file);
        long before = Pointer.totalCount();
        for (int round = 0; round < 20; round++) {
            readAll(file);
            StreamRate.of(file, VideoLimits.DEFAULT);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void readAll(Path file) {
        try (VideoStream stream = open(file);
                Clip clip = Clip.allocate(1, 32, 32)) {
            while (stream.next()) {
                stream.readRows(FrameRows.whole(clip, Interpolation.BILINEAR), clip, 0);
            }
        }
    }
}
