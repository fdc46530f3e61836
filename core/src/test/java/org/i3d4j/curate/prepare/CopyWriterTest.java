package org.i3d4j.curate.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.i3d4j.data.loading.DamageWarnings;
import org.i3d4j.data.source.FrameSource;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.MediaCorpus;
import org.i3d4j.video.MediaCorpus.Media;
import org.i3d4j.video.MediaMaker;
import org.i3d4j.video.ResampledFrames;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.writing.H264Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of the corpus: B-frames, edit lists, variable frame rates, rotation, odd sides, 10 bits, full range, damage. */
class CopyWriterTest {
    private static final PrepareSettings SETTINGS = PrepareSettings.of(128, new H264Coding(16, 16));
    private static final FrameSource FILES = FrameSource.ofFiles(VideoLimits.DEFAULT);
    private static final int ONE = 1 << 16;

    @TempDir
    private Path folder;

    private static Stream<Media> readable() {
        return MediaCorpus.withOutcome("ok", "partial");
    }

    private PreparedNote prepare(FrameSource source, Path video) {
        return new CopyWriter(source, SETTINGS, new DamageWarnings()).write(video, folder.resolve("copy.mp4"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void theCopyHasTheSameFramesAtTheSameTimesInTheSameColours(Media media) {
        PreparedNote note = prepare(FILES, media.file());

        try (OpenVideo video = FILES.open(media.file());
                OpenVideo copy = FILES.open(folder.resolve("copy.mp4"))) {
            assertThat(copy.frameCount()).isEqualTo(video.frameCount());
            assertThat(copy.damage()).isEmpty();
            assertThat(copy.width() % 2 + copy.height() % 2).isZero();
            assertThat(Math.min(copy.width(), copy.height()))
                    .isEqualTo(Math.min(128, Math.min(video.width(), video.height()) / 2 * 2));
            for (double rate : new double[] {5, 10, 12.5, 15, 24, 25, 29.97, 30, 60}) {
                assertThat(frames(copy, rate)).as("at %s frames/s", rate).isEqualTo(frames(video, rate));
            }
            for (int channel = 0; channel < 3; channel++) {
                assertThat(mean(copy, copy, channel)).isCloseTo(mean(video, copy, channel), within(1.0));
            }
        }
        // Test pictures have edges between pure colours, which chroma of every other pixel can't keep.
        assertThat(note.errors().psnr()).isGreaterThan(20);
    }

    private static int[] frames(OpenVideo video, double rate) {
        ResampledFrames frames = new ResampledFrames(video.frameCount(), video::frameSeconds, rate);
        return IntStream.range(0, Math.min(frames.count(), 5000))
                .map(frames::source)
                .toArray();
    }

    /** Level of a channel in the first frame, at the size of another video. */
    private static double mean(OpenVideo video, OpenVideo size, int channel) {
        try (Clip clip = Clip.allocate(1, size.height(), size.width())) {
            video.read(new int[] {0}, clip, Interpolation.AREA);
            ByteBuffer frame = clip.frame(0);
            long sum = 0;
            for (int at = channel; at < frame.capacity(); at += 3) {
                sum += frame.get(at) & 0xff;
            }
            return 3.0 * sum / frame.capacity();
        }
    }

    @Test
    void whatIsTurnedForDisplayIsStoredTurned() {
        Path turned = folder.resolve("turned.mp4");
        MediaMaker.remux(
                MediaCorpus.made("counter_gop60_b3.mp4"), turned, "mp4", new int[] {0, ONE, 0, -ONE, 0, 0, 0, 0, 1 << 30
                });

        PreparedNote note = prepare(FILES, turned);

        assertThat(note.sourceHeight()).isGreaterThan(note.sourceWidth());
        assertThat(note.width()).isEqualTo(128);
        assertThat(note.height()).isGreaterThan(128);
    }

    /** Frames that are alike but for one colour: what chroma of every other pixel and H.264 leave of it. */
    @Test
    void coloursStayWhatTheyWere() {
        List<Integer> colours = List.of(0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x000000, 0x5aa0d2, 0x10eb80);
        prepare(file -> new Painted(colours), Path.of("pom.xml"));

        try (OpenVideo copy = FILES.open(folder.resolve("copy.mp4"));
                Clip clip = Clip.allocate(colours.size(), 64, 64)) {
            copy.read(IntStream.range(0, colours.size()).toArray(), clip, Interpolation.AREA);
            for (int frame = 0; frame < colours.size(); frame++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(clip.frame(frame).get(3 * (64 * 32 + 32) + channel) & 0xff)
                            .isCloseTo(level(colours.get(frame), channel), within(3));
                }
            }
            assertThat(copy.frameSeconds(colours.size() - 1)).isCloseTo(10.5, within(1e-4));
        }
    }

    private static int level(int rgb, int channel) {
        return rgb >> (16 - 8 * channel) & 0xff;
    }

    /** Frames of one colour each, ever further apart. */
    private record Painted(List<Integer> colours) implements OpenVideo {
        @Override
        public int frameCount() {
            return colours.size();
        }

        @Override
        public int width() {
            return 64;
        }

        @Override
        public int height() {
            return 64;
        }

        @Override
        public double frameSeconds(int frame) {
            return frame * (frame + 1) / 4.0;
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            for (int i = 0; i < frames.length; i++) {
                ByteBuffer frame = into.frame(i);
                for (int at = 0; at < frame.capacity(); at++) {
                    frame.put(at, (byte) level(colours.get(frames[i]), at % 3));
                }
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void anotherVideoIsNoCopy() {
        Path copy = MediaCorpus.made("five_frames.mp4");
        try (OpenVideo one = FILES.open(MediaCorpus.made("one_frame.mp4"));
                OpenVideo five = FILES.open(copy)) {
            CopyCheck check = new CopyCheck(Path.of("a.mp4"), one);
            assertThatThrownBy(() -> check.compare(copy, five.width(), five.height()))
                    .isInstanceOf(VideoException.class)
                    .hasMessageMatching("a.mp4: its copy is read back as 5 frames of .*; expected 1 of .*");
            assertThatThrownBy(() -> new CopyCheck(Path.of("a.mp4"), five).compare(copy, 16, 16))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("expected 5 of 16x16");
            assertThatThrownBy(() -> new CopyCheck(Path.of("a.mp4"), new Slower(five))
                            .compare(copy, five.width(), five.height()))
                    .isInstanceOf(VideoException.class)
                    .hasMessageContaining("a.mp4: frame 1 of its copy is shown -");
        }
    }

    private record Slower(OpenVideo video) implements OpenVideo {
        @Override
        public int frameCount() {
            return video.frameCount();
        }

        @Override
        public int width() {
            return video.width();
        }

        @Override
        public int height() {
            return video.height();
        }

        @Override
        public double frameSeconds(int frame) {
            return 1.1 * video.frameSeconds(frame);
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            video.readRows(frames, rows, into);
        }

        @Override
        public void close() {}
    }

    @Test
    void framesThatCantBeEncodedAreRefused() {
        assertThatThrownBy(() -> prepare(file -> new Sized(15, 400), Path.of("pom.xml")))
                .isInstanceOf(VideoException.class)
                .hasMessage("pom.xml: has frames of 15x400; expected sides of at least 16 pixels");
        assertThatThrownBy(() -> prepare(file -> new Sized(80_000, 128), Path.of("pom.xml")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("can't encode frames of 80000x128");
    }

    private record Sized(int width, int height) implements OpenVideo {
        @Override
        public int frameCount() {
            return 1;
        }

        @Override
        public double frameSeconds(int frame) {
            return 0;
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {}

        @Override
        public void close() {}
    }
}
