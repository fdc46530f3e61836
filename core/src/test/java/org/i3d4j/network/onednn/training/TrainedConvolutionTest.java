package org.i3d4j.network.onednn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.video.ClipType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedConvolutionTest {
    private static final ConvUnit STEM = new ConvUnit("stem", 3, 16, Extent.cube(7), Extent.cube(2));
    private static final ConvUnit HALF_PADDED =
            new ConvUnit("stem", 3, 16, new KernelWindow(new Extent(5, 7, 7), Extent.cube(2), PaddingRule.HALF), true);
    private static final int CLIPS = 2;

    /** What a convolution put out, and the gradient of its kernel when that of what it put out is the same map. */
    private record Learnt(List<Float> output, List<Float> kernelGradient) {}

    /** Clips of 5 frames are shorter than the kernel is long, of an odd width they are read by single pixels. */
    @ParameterizedTest
    @CsvSource({"8, 16, 1, 2", "8, 16, 2, 1", "8, 16, 2, 2", "5, 16, 2, 2", "8, 15, 2, 2"})
    void tilesOfPixelsGiveWhatPixelsGive(int frames, int width, int rows, int columns) {
        assertTilesGiveWhatPixelsGive(STEM, new Extent(frames, 12, width), new Extent(1, rows, columns));
    }

    /** Windows begin within a tile of two. */
    @ParameterizedTest
    @CsvSource({"8, 16, 1, 2", "8, 16, 2, 1", "8, 16, 2, 2", "5, 16, 2, 2", "8, 15, 2, 2"})
    void tilesGiveWhatPixelsPaddedByHalfGive(int frames, int width, int rows, int columns) {
        Extent clip = new Extent(frames, 12, width);
        Extent tile = new Extent(1, rows, columns);
        assertThat(SpaceToDepth.fitting(HALF_PADDED, clip, tile).tile())
                .isEqualTo(width % columns == 0 ? tile : SpaceToDepth.PIXEL);
        assertTilesGiveWhatPixelsGive(HALF_PADDED, clip, tile);
    }

    private static void assertTilesGiveWhatPixelsGive(ConvUnit stem, Extent clip, Extent tile) {
        Learnt pixels = learn(stem, clip, SpaceToDepth.PIXEL);
        Learnt tiles = learn(stem, clip, tile);

        // Sums of up to 1029 products in another order.
        assertClose(tiles.output(), pixels.output());
        assertClose(tiles.kernelGradient(), pixels.kernelGradient());
    }

    private static void assertClose(List<Float> found, List<Float> expected) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within((float) (1e-5 * largest)));
        }
    }

    private static Learnt learn(ConvUnit stem, Extent clip, Extent tile) {
        FloatPointer clips = random((int) (CLIPS * 3 * clip.volume()), 1);
        FloatPointer kernel = random((int) (16 * 3 * stem.kernel().volume()), 2);
        FloatPointer gradient = random((int) kernel.capacity(), 3);
        PlanBuilder builder = new PlanBuilder(CLIPS);
        try (PointerScope scope = new PointerScope()) {
            SpaceToDepth tiles = SpaceToDepth.fitting(stem, clip, tile);
            FeatureMap y = builder.map(16, stem.outputSize(clip), data_type.f32, 1);
            FeatureMap x = tiles.read(builder, ClipType.FLOAT32, ClipType.FLOAT32);
            TrainedConvolution convolution = new TrainedConvolution(
                    builder, stem, x, tiles, new TrainedKernel(builder, stem, tiles.tile(), kernel), y);
            convolution.forward();
            convolution.kernelGradient(x, y, new GradientAccumulator(builder, "stem", gradient, false));
            FeatureMap output = builder.map(16, y.size(), data_type.f32, format_tag.ncdhw, 1);
            builder.reorder("output", y, output);
            return run(builder.build(), clips, output, gradient);
        }
    }

    private static Learnt run(Plan plan, FloatPointer clips, FeatureMap output, FloatPointer gradient) {
        try (plan;
                Arena arena = new Arena();
                stream order = new stream(OneDnn.cpu())) {
            arena.require(plan.arenaBytes(), "a test");
            plan.run(clips, arena, order, shown -> {});
            FloatPointer values = new FloatPointer(arena.at(plan.offset(output.region())));
            return new Learnt(floats(values, (int) (CLIPS * 16 * output.size().volume())), floats(gradient, (int)
                    gradient.capacity()));
        }
    }

    private static List<Float> floats(FloatPointer from, int count) {
        float[] values = new float[count];
        from.get(values);
        return IntStream.range(0, count).mapToObj(i -> values[i]).toList();
    }

    private static FloatPointer random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new FloatPointer(values);
    }
}
