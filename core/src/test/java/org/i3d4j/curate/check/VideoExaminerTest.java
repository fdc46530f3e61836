package org.i3d4j.curate.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameSampler;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.video.transform.VideoCenterCrop;
import org.i3d4j.video.transform.VideoToTensor;
import org.junit.jupiter.api.Test;

class VideoExaminerTest {
    private static final Path FILE = Path.of("a.mp4");

    /** 40 frames at 20 frames/s, of which number 33 can't be decoded. */
    private static final class BadInside implements OpenVideo {
        private int decoded;

        @Override
        public int frameCount() {
            return 40;
        }

        @Override
        public int width() {
            return 64;
        }

        @Override
        public int height() {
            return 48;
        }

        @Override
        public double frameSeconds(int frame) {
            return frame / 20.0;
        }

        @Override
        public void readRows(int[] frames, FrameRows rows, Clip into) {
            for (int frame : frames) {
                assertThat(frame).isEqualTo(decoded);
                decoded++;
                if (frame == 33) {
                    throw new VideoException(FILE + ": frame 33 can't be decoded");
                }
            }
        }

        @Override
        public void close() {}
    }

    private static VideoExaminer.Finding examine(boolean decode) {
        return new VideoExaminer(file -> new BadInside(), "train", Optional.empty(), crop(8), decode).examine(FILE);
    }

    private static TransformChain crop(int side) {
        return new TransformChain(List.of(new VideoCenterCrop(side, side), new VideoToTensor()));
    }

    private static Problem problem(FrameSampler sampler, int crop) {
        return Objects.requireNonNull(
                new VideoExaminer(file -> new BadInside(), "val", Optional.of(sampler), crop(crop), false)
                        .examine(FILE)
                        .problem());
    }

    @Test
    void framesAreCountedAtTheRateOfTheClips() {
        FrameSampler atFive = new FrameSampler(Mode.UNIFORM, 4, 3, 1, 5);

        Problem problem = problem(new FrameSampler(Mode.UNIFORM, 4, 4, 1, 5), 8);

        assertThat(problem.kind()).isEqualTo(Kind.TOO_SHORT);
        assertThat(problem.detail()).startsWith("has 10 frames; a clip takes 13");
        assertThat(new VideoExaminer(file -> new BadInside(), "val", Optional.of(atFive), crop(8), false)
                        .examine(FILE)
                        .problem())
                .isNull();
    }

    @Test
    void cropsLargerThanTheFrameAreAProblem() {
        Problem problem = problem(new FrameSampler(Mode.PART, 4, 1, 1), 64);

        assertThat(problem.kind()).isEqualTo(Kind.TOO_SMALL);
        assertThat(problem.detail()).contains("64x64", "48x64");
    }

    @Test
    void openingSaysWhatThereIs() {
        assertThat(examine(false)).isEqualTo(new VideoExaminer.Finding(new VideoFacts(40, 64, 48, 20), null));
    }

    @Test
    void decodingGoesThroughEveryFrameAndFindsWhatIsBroken() {
        assertThat(examine(true))
                .isEqualTo(new VideoExaminer.Finding(
                        null, new Problem(FILE, "train", Kind.BROKEN, "frame 33 can't be decoded")));
    }
}
