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
import org.i3d4j.video.pixels.PixelOperation;
import org.i3d4j.video.transform.VideoRandomErasing.Fill;
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
        giveTheSameValues(steps, 3);
    }

    static List<List<Transform>> chainsForFlow() {
        List<List<Transform>> chains = new ArrayList<>(chains());
        chains.removeIf(steps -> steps.stream().anyMatch(VideoColorJitter.class::isInstance));
        chains.add(List.of(
                new VideoRandomCrop(SIDE, SIDE),
                new VideoRandomHorizontalFlip(1),
                new VideoRandomErasing(1, List.of(0.2, 0.4), List.of(0.5, 2.0), Fill.RANDOM)));
        return chains;
    }

    @ParameterizedTest
    @MethodSource("chainsForFlow")
    void giveTheSameValuesOfOpticalFlow(List<Transform> steps) {
        giveTheSameValues(steps, 2);
    }

    /** In the mirror what moved right moves left, and what moved down still does. */
    @ParameterizedTest
    @MethodSource("chainsForFlow")
    void mirroredOpticalFlowHasItsHorizontalMotionTurnedAround(List<Transform> steps) {
        List<Transform> all = new ArrayList<>(steps);
        all.add(new VideoToTensor());
        ClipView drawn =
                new TransformChain(all).views(WIDTH, HEIGHT, new Random(3)).get(0);
        ClipGeometry geometry = drawn.geometry();
        ClipGeometry straight = geometry.flipped() ? geometry.mirrored() : geometry;
        TransformChain chain = new TransformChain(List.of(new VideoToTensor()));
        try (Clip flow = Clip.allocate(FRAMES, HEIGHT, WIDTH, 2);
                Clip planar = Clip.allocatePlanar(FRAMES, HEIGHT, WIDTH, 2);
                ClipBatch batch = ClipBatch.allocate(3, 2, FRAMES, SIDE, SIDE)) {
            fill(flow, planar, 0);
            chain.write(flow, 0, new ClipView(straight, PixelOperation.NONE), batch, 0);
            chain.write(flow, 0, new ClipView(straight.mirrored(), PixelOperation.NONE), batch, 1);
            chain.write(planar, 0, new ClipView(straight.mirrored(), PixelOperation.NONE), batch, 2);
            for (int frame = 0; frame < FRAMES; frame++) {
                for (int clip = 1; clip < 3; clip++) {
                    assertThat(plane(batch, clip, 0, frame)).isEqualTo(mirrored(plane(batch, 0, 0, frame), -1));
                    assertThat(plane(batch, clip, 1, frame)).isEqualTo(mirrored(plane(batch, 0, 1, frame), 1));
                }
            }
        }
    }

    private static float[] plane(ClipBatch batch, int clip, int channel, int frame) {
        float[] values = new float[SIDE * SIDE];
        batch.plane(clip, channel, frame).get(values);
        return values;
    }

    private static float[] mirrored(float[] plane, int sign) {
        float[] mirrored = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            mirrored[i] = sign * plane[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        }
        return mirrored;
    }

    private static void giveTheSameValues(List<Transform> steps, int channels) {
        List<Transform> all = new ArrayList<>(steps);
        all.add(0, new VideoResize(HEIGHT, WIDTH, Interpolation.AREA));
        all.add(new VideoToTensor());
        TransformChain chain = new TransformChain(all);
        RandomGenerator random = new Random(3);
        for (ClipView view : chain.views(80, 60, random)) {
            ClipGeometry geometry = view.geometry();
            int top = geometry.top();
            int rows = geometry.windowHeight();
            try (Clip packed = Clip.allocate(FRAMES, HEIGHT, WIDTH, channels);
                    Clip planar = Clip.allocatePlanar(FRAMES, rows, WIDTH, channels);
                    ClipBatch expected = ClipBatch.allocate(1, channels, FRAMES, SIDE, SIDE);
                    ClipBatch found = ClipBatch.allocate(1, channels, FRAMES, SIDE, SIDE)) {
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
        int channels = packed.channels();
        for (int frame = 0; frame < FRAMES; frame++) {
            ByteBuffer from = packed.frame(frame);
            ByteBuffer to = planar.frame(frame);
            for (int i = 0; i < from.capacity(); i++) {
                byte level = (byte) random.nextInt(256);
                from.put(i, level);
                int y = i / (channels * WIDTH) - top;
                if (y >= 0 && y < planar.height()) {
                    to.put((i % channels * planar.height() + y) * planar.rowBytes() + i / channels % WIDTH, level);
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
