package org.i3d4j.video.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.i3d4j.video.Clip;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.transform.frames.ClipGeometry;
import org.i3d4j.video.transform.frames.ClipView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planar clips of some rows against packed ones of whole frames. */
class PlanarClipTest {
    private static final int FRAMES = 2;
    private static final int HEIGHT = 24;
    private static final int WIDTH = 37;
    private static final int SIDE = 16;

    static List<List<Transform>> chains() {
        return List.of(
                List.of(new VideoCenterCrop(SIDE, SIDE)),
                List.of(new VideoRandomCrop(SIDE, SIDE), new VideoRandomHorizontalFlip(1)),
                List.of(
                        new VideoRandomResizedCrop(List.of(SIDE, SIDE), List.of(0.2, 0.6), List.of(0.75, 1.33)),
                        new VideoRandomHorizontalFlip(1)),
                List.of(new VideoRandomCrop(SIDE, SIDE), new VideoColorJitter(0.4, 0.4, 0.4, 0.1)),
                List.of(new VideoThreeCrop(SIDE, SIDE)));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void giveTheSameValues(List<Transform> steps) {
        List<Transform> all = new ArrayList<>(steps);
        all.add(0, new VideoResize(HEIGHT, WIDTH, Interpolation.AREA));
        all.add(new VideoToTensor());
        TransformChain chain = new TransformChain(all);
        RandomGenerator random = new Random(3);
        for (ClipView view : chain.views(80, 60, random)) {
            ClipGeometry geometry = view.geometry();
            int top = geometry.top();
            int rows = geometry.windowHeight();
            try (Clip packed = Clip.allocate(FRAMES, HEIGHT, WIDTH);
                    Clip planar = Clip.allocatePlanar(FRAMES, rows, WIDTH);
                    ClipBatch expected = ClipBatch.allocate(1, 3, FRAMES, SIDE, SIDE);
                    ClipBatch found = ClipBatch.allocate(1, 3, FRAMES, SIDE, SIDE)) {
                fill(packed, planar, top);
                chain.write(packed, 0, view, expected, 0);
                chain.write(planar, 0, new ClipView(geometry.withinRows(top, rows), view.pixels()), found, 0);
                assertThat(values(found)).isEqualTo(values(expected));
            }
        }
    }

    /** Noise; the planar clip begins at row {@code top} of the other. */
    private static void fill(Clip packed, Clip planar, int top) {
        Random random = new Random(9);
        for (int frame = 0; frame < FRAMES; frame++) {
            ByteBuffer from = packed.frame(frame);
            ByteBuffer to = planar.frame(frame);
            for (int i = 0; i < from.capacity(); i++) {
                byte level = (byte) random.nextInt(256);
                from.put(i, level);
                int y = i / (3 * WIDTH) - top;
                if (y >= 0 && y < planar.height()) {
                    to.put((i % 3 * planar.height() + y) * planar.rowBytes() + i / 3 % WIDTH, level);
                }
            }
        }
    }

    private static float[] values(ClipBatch batch) {
        float[] values = new float[(int) batch.clipValues()];
        FloatBuffer all = batch.pointer().asBuffer();
        all.get(values);
        return values;
    }
}
