package org.i3d4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.data.source.VideoSource;
import org.i3d4j.error.VideoException;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.FrameStream;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import org.junit.jupiter.api.Test;

/** Flow of whole videos as they are read. */
class VideoFlowTest {
    private static final int FRAMES = MovingTexture.FRAMES;
    private static final int SIDE = MovingTexture.SIDE;
    private static final FlowSettings DIS = new FlowSettings(FlowMethod.DIS, 0, FlowLevels.CENTERED);

    private static VideoSource moving() {
        List<BufferedImage> frames =
                IntStream.range(0, FRAMES).mapToObj(MovingTexture::picture).toList();
        return VideoSource.ofImages("moving", frames, 25);
    }

    /** Mean motion in pixels of a component over the middle of a frame of levels. */
    private static double motion(Clip levels, int frame, int channel) {
        return IntStream.range(SIDE / 4 * SIDE, SIDE * 3 / 4 * SIDE)
                .map(pixel -> levels.frame(frame).get(2 * pixel + channel) & 0xFF)
                .mapToDouble(FlowLevels.CENTERED::pixels)
                .average()
                .orElseThrow();
    }

    @Test
    void flowOfAVideoHasOneFrameLessAndItsMotion() {
        try (OpenVideo flow = moving().flow(DIS).open(VideoLimits.DEFAULT);
                Clip levels = Clip.allocate(FRAMES - 1, SIDE, SIDE, 2)) {
            assertThat(flow.frameCount()).isEqualTo(FRAMES - 1);
            assertThat(flow.channels()).isEqualTo(2);
            assertThat(flow.frameSeconds(1)).isCloseTo(0.04, within(1e-9));
            flow.read(IntStream.range(0, FRAMES - 1).toArray(), levels, Interpolation.BILINEAR);
            for (int frame = 0; frame < FRAMES - 1; frame++) {
                assertThat(motion(levels, frame, 0)).isCloseTo(2, within(0.15));
                assertThat(motion(levels, frame, 1)).isCloseTo(-1, within(0.15));
            }
        }
    }

    @Test
    void framesInAnyOrderHaveTheSameFlow() {
        int[] order = {3, 0, 4, 3, 1};
        try (OpenVideo one = moving().flow(DIS).open(VideoLimits.DEFAULT);
                OpenVideo other = moving().flow(DIS).open(VideoLimits.DEFAULT);
                Clip shuffled = Clip.allocate(order.length, SIDE, SIDE, 2);
                Clip single = Clip.allocate(1, SIDE, SIDE, 2)) {
            one.read(order, shuffled, Interpolation.BILINEAR);
            for (int place = 0; place < order.length; place++) {
                other.read(new int[] {order[place]}, single, Interpolation.BILINEAR);
                assertThat(shuffled.frame(place)).isEqualTo(single.frame(0));
            }
        }
    }

    @Test
    void aStreamHasTheSameFlow() {
        try (OpenVideo open = moving().flow(DIS).open(VideoLimits.DEFAULT);
                FrameStream stream = moving().flow(DIS).stream(VideoLimits.DEFAULT);
                Clip one = Clip.allocate(1, SIDE, SIDE, 2);
                Clip other = Clip.allocate(1, SIDE, SIDE, 2)) {
            int frame = 0;
            while (stream.next()) {
                stream.readRows(FrameRows.whole(one, Interpolation.BILINEAR), one, 0);
                open.read(new int[] {frame}, other, Interpolation.BILINEAR);
                assertThat(one.frame(0)).isEqualTo(other.frame(0));
                frame++;
            }
            assertThat(frame).isEqualTo(FRAMES - 1);
            assertThat(stream.frameRate()).isCloseTo(25, within(1e-6));
        }
    }

    /** Half the size, half the motion. */
    @Test
    void flowIsComputedAtTheWorkingSize() {
        FlowSettings half = new FlowSettings(FlowMethod.DIS, SIDE / 2, FlowLevels.CENTERED);
        try (OpenVideo flow = moving().flow(half).open(VideoLimits.DEFAULT)) {
            assertThat(flow.width()).isEqualTo(SIDE / 2);
            try (Clip levels = Clip.allocate(1, SIDE / 2, SIDE / 2, 2)) {
                flow.read(new int[] {2}, levels, Interpolation.BILINEAR);
                double right = IntStream.range(SIDE / 8 * SIDE / 2, SIDE * 3 / 8 * SIDE / 2)
                        .map(pixel -> levels.frame(0).get(2 * pixel) & 0xFF)
                        .mapToDouble(FlowLevels.CENTERED::pixels)
                        .average()
                        .orElseThrow();
                assertThat(right).isCloseTo(1, within(0.15));
            }
        }
    }

    @Test
    void aSingleFrameHasNone() {
        VideoSource single = VideoSource.ofImages("single", List.of(MovingTexture.picture(0)), 25);

        assertThatThrownBy(() -> single.flow(DIS).open(VideoLimits.DEFAULT))
                .isInstanceOf(VideoException.class)
                .hasMessage("single: has a single frame; optical flow is the motion between two");
    }
}
