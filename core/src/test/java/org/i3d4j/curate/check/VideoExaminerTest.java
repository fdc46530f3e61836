package org.i3d4j.curate.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.i3d4j.curate.check.Problem.Kind;
import org.i3d4j.data.FrameSource.OpenVideo;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;
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
        public void read(int[] frames, Clip into, Interpolation interpolation) {
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
        return new VideoExaminer(file -> new BadInside(), "train", 1, decode).examine(FILE);
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
