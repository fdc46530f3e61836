package org.i3d4j.predict.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.error.OutputException;
import org.i3d4j.error.VideoException;
import org.i3d4j.network.ColorVideos;
import org.i3d4j.predict.ClassScore;
import org.i3d4j.predict.picture.Annotator.Annotated;
import org.i3d4j.video.Clip;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatorTest {
    private static final Path MADE = Path.of("src", "test", "resources", "media", "made");
    private static final int BRIGHT = 0xe0e0e0;

    @TempDir
    private Path folder;

    private static List<ClassScore> classes(int frame) {
        return frame < 10
                ? List.of(new ClassScore(0, "playing cricket", 0.75, 3))
                : List.of(new ClassScore(1, "archery", 0.25, 1), new ClassScore(0, "playing cricket", 0.2, 1));
    }

    private static Annotated annotate(Path video, Path output) {
        return new Annotator(video, output, VideoLimits.DEFAULT).annotate(AnnotatorTest::classes);
    }

    /** Mean of all channels of a rectangle of a frame. */
    private static double mean(Clip clip, int frame, int left, int right, int top, int bottom) {
        ByteBuffer pixels = clip.frame(frame);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int i = 3 * left; i < 3 * right; i++) {
                sum += pixels.get(3 * y * clip.width() + i) & 0xff;
            }
        }
        return sum / (3.0 * (right - left) * (bottom - top));
    }

    @Test
    void drawsADarkStripThatFollowsTheClasses() {
        Path video = folder.resolve("bright.mp4");
        Path output = folder.resolve("labels.mp4");
        ColorVideos.write(video, 20, 200, frame -> BRIGHT);

        Annotated annotated = annotate(video, output);

        assertThat(annotated).isEqualTo(new Annotated(20, 0, 0));
        try (VideoReader reader = VideoReader.open(output);
                Clip clip = Clip.allocate(2, 200, 200)) {
            assertThat(reader.frameCount()).isEqualTo(20);
            assertThat(reader.info().width()).isEqualTo(200);
            assertThat(reader.info().height()).isEqualTo(200);
            assertThat(reader.info().frameRate()).isCloseTo(25, Offset.offset(1e-6));
            assertThat(reader.info().codec()).isIn("h264", "mpeg4");
            reader.read(new int[] {9, 10}, clip);
            // A line is 14 pixels high; three quarters of the first are the bar of frame 9.
            assertThat(mean(clip, 0, 185, 198, 1, 13)).isLessThan(120);
            assertThat(mean(clip, 0, 0, 200, 20, 200)).isCloseTo(0xe0, Offset.offset(4.0));
            assertThat(mean(clip, 1, 0, 200, 16, 27)).isLessThan(150);
            assertThat(mean(clip, 1, 0, 200, 32, 200)).isCloseTo(0xe0, Offset.offset(4.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter_gop60_b3.mp4", "five_frames.mp4", "one_frame.mp4", "edit_list_nonkey_start.mp4"})
    void keepsFramesAndSizeAtAConstantRate(String name) {
        Path output = folder.resolve("out.mp4");

        Annotated annotated = annotate(MADE.resolve(name), output);

        try (VideoReader source = VideoReader.open(MADE.resolve(name));
                VideoReader copy = VideoReader.open(output)) {
            assertThat(annotated).isEqualTo(new Annotated(source.frameCount(), 0, 0));
            assertThat(copy.frameCount()).isEqualTo(source.frameCount());
            assertThat(copy.info().width()).isEqualTo(source.info().width());
            assertThat(copy.info().height()).isEqualTo(source.info().height());
        }
    }

    @Test
    void keepsTheTimesOfAVariableRate() {
        Path video = MADE.resolve("vfr_gap.mp4");
        Path output = folder.resolve("out.mp4");

        Annotated annotated = annotate(video, output);

        try (VideoReader source = VideoReader.open(video);
                VideoReader copy = VideoReader.open(output)) {
            assertThat(annotated.repeated()).isPositive();
            assertThat(annotated.frames()).isEqualTo(copy.frameCount());
            assertThat(annotated.frames()).isEqualTo(source.frameCount() + annotated.repeated() - annotated.leftOut());
            double last = source.frameSeconds(source.frameCount() - 1);
            assertThat(copy.frameSeconds(copy.frameCount() - 1))
                    .isCloseTo(last, Offset.offset(0.51 / copy.info().frameRate() + 1e-3));
        }
    }

    @Test
    void refusesOutputsThatCannotBeWritten() throws Exception {
        Path video = Files.copy(MADE.resolve("five_frames.mp4"), folder.resolve("five.mp4"));
        Path link = folder.resolve("link.mp4");
        Files.createSymbolicLink(link, video);

        assertRefused(video, video, "is the video itself");
        assertRefused(video, link, "is the video itself");
        assertRefused(video, folder, "is a folder");
        assertRefused(video, folder.resolve("none").resolve("out.mp4"), "folder does not exist");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "the superuser may write");
        assertRefused(video, closed.resolve("out.mp4"), "no permission");
    }

    private static void assertRefused(Path video, Path output, String reason) {
        assertThatThrownBy(() -> new Annotator(video, output, VideoLimits.DEFAULT))
                .isInstanceOf(OutputException.class)
                .hasMessageContainingAll(output.toString(), reason);
        assertThatThrownBy(() -> new TimelinePicture(video, output))
                .isInstanceOf(OutputException.class)
                .hasMessageContainingAll(output.toString(), reason);
    }

    @Test
    void leavesNothingOfAVideoThatCannotBeRead() {
        Path output = folder.resolve("out.mp4");
        assertThatThrownBy(() -> annotate(MADE.resolve("text_renamed.mp4"), output))
                .isInstanceOf(VideoException.class);
        assertThat(output).doesNotExist();
    }

    @Test
    void leavesNothingWhereTheCallersOwnWorkFails() throws IOException {
        Path output = Files.writeString(folder.resolve("out.mp4"), "what was here before");
        assertThatThrownBy(() -> new Annotator(MADE.resolve("counter_gop60_b3.mp4"), output, VideoLimits.DEFAULT)
                        .annotate(frame -> {
                            if (frame == 20) {
                                throw new IllegalStateException("no classes of frame 20");
                            }
                            return classes(frame);
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no classes of frame 20");
        assertThat(output).hasContent("what was here before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(output);
        }
    }

    @Test
    void leavesNoNativeMemoryBehind() {
        Path video = MADE.resolve("five_frames.mp4");
        Path output = folder.resolve("out.mp4");
        annotate(video, output);
        long before = Pointer.totalCount();
        for (int round = 0; round < 10; round++) {
            annotate(video, output);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
}
