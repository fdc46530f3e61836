package org.i3d4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.i3d4j.data.source.FrameSource.OpenVideo;
import org.i3d4j.video.Clip;
import org.i3d4j.video.Interpolation;

/** Optical flow of 5 frames whose levels tell frame, place and component. */
final class FlowByLevels {
    static final int FRAMES = 5;
    static final int HEIGHT = 18;
    static final int WIDTH = 33;

    private FlowByLevels() {}

    /** Level of a component at a place, all of them different nearby. */
    static int level(int frame, int y, int x, int channel) {
        return (frame * 91 + y * 37 + x * 11 + channel * 101) & 0xFF;
    }

    static void assertLevels(OpenVideo open) {
        assertThat(open.channels()).isEqualTo(2);
        assertThat(open.frameCount()).isEqualTo(FRAMES);
        try (Clip clip = Clip.allocate(3, HEIGHT, WIDTH, 2)) {
            open.read(new int[] {4, 1, 4}, clip, Interpolation.BILINEAR);
            for (int place = 0; place < 3; place++) {
                int frame = place == 1 ? 1 : 4;
                ByteBuffer pixels = clip.frame(place);
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        assertThat(pixels.get() & 0xFF).isEqualTo(level(frame, y, x, 0));
                        assertThat(pixels.get() & 0xFF).isEqualTo(level(frame, y, x, 1));
                    }
                }
            }
        }
    }
}
