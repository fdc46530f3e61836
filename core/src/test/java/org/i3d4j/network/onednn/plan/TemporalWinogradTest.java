package org.i3d4j.network.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.Padding;
import org.i3d4j.architecture.PaddingRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalWinogradTest {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 4;
    private static final Extent CUBE = Extent.cube(3);
    private static final Extent ONE = Extent.cube(1);

    /**
     * Fewer frames than a tile has, tiles in part, several clips in one call, one tile a call and a rest of tiles, frames in bands
     * of rows; kernels of three and of four frames.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 4, 9, 7",
        "3, 1, 5, 6, 6",
        "3, 1, 2, 6, 6",
        "3, 3, 7, 8, 5",
        "3, 2, 8, 30, 30",
        "3, 1, 12, 41, 40",
        "3, 2, 13, 28, 28",
        "4, 1, 6, 9, 7",
        "4, 2, 8, 28, 28",
        "4, 1, 4, 45, 40",
        "3, 2, 5, 161, 200",
        "4, 1, 4, 320, 210"
    })
    void givesWhatDirectConvolutionGives(int taps, int clips, int frames, int height, int width) {
        Extent size = new Extent(frames, height, width);
        Extent window = new Extent(taps, 3, 3);
        Kernel kernel = new Kernel(OUTPUTS, INPUTS, window, random(OUTPUTS * INPUTS * taps * 9, 1), random(OUTPUTS, 2));

        for (boolean rectified : new boolean[] {true, false}) {
            float[] expected = convolve(clips, size, kernel, rectified, false);
            float[] found = convolve(clips, size, kernel, rectified, true);

            double squares = 0;
            double differences = 0;
            boolean negative = false;
            for (int i = 0; i < expected.length; i++) {
                squares += (double) expected[i] * expected[i];
                differences += Math.pow((double) found[i] - expected[i], 2);
                negative |= found[i] < 0;
            }
            // Sums with factors of up to 8 lose some three bits of float32's 24.
            assertThat(Math.sqrt(differences / squares)).isLessThan(5e-6);
            assertThat(squares).isPositive();
            assertThat(negative).isNotEqualTo(rectified);
        }
    }

    private static float[] convolve(int clips, Extent size, Kernel kernel, boolean rectified, boolean winograd) {
        FloatPointer read = new FloatPointer(random((int) (size.volume() * clips * INPUTS), 3));
        PlanBuilder builder = new PlanBuilder(clips);
        try (PointerScope scope = new PointerScope();
                LaidOutKernel laidOut = LaidOutKernel.of(kernel, data_type.f32)) {
            FeatureMap given = builder.clips(
                    new memory.desc(FeatureMap.dims(clips, INPUTS, size), data_type.f32, format_tag.ncdhw),
                    INPUTS,
                    size,
                    1);
            FeatureMap x = builder.map(INPUTS, size, data_type.f32, 1);
            FeatureMap y = builder.map(OUTPUTS, size, data_type.f32, 1);
            builder.reorder("x", given, x);
            Padding padding = new KernelWindow(kernel.size(), ONE, PaddingRule.SAME).padding(size);
            if (winograd) {
                TemporalWinograd.convolve(builder, "u", x, laidOut, ONE, padding, y, rectified);
            } else {
                DirectConvolution.add(builder, "u", x, laidOut, ONE, padding, y, Finish.of(rectified));
            }
            y.region().usedBy(builder.steps());
            return run(builder.build(), read, y);
        }
    }

    private static float[] run(Plan plan, FloatPointer clips, FeatureMap seen) {
        try (plan;
                Arena arena = new Arena();
                stream order = new stream(OneDnn.cpu())) {
            assertThat(plan.steps()).noneMatch(Step::isSlow);
            arena.require(plan.arenaBytes(), "a test");
            plan.run(clips, arena, order, output -> {});
            float[] values = new float[(int) (seen.layout().get_size() / Float.BYTES)];
            new FloatPointer(arena.at(plan.offset(seen.region()))).get(values);
            return values;
        }
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Layers of the network: the second, one of few channels, one of many, and sizes that short clips leave. */
    @ParameterizedTest
    @CsvSource({
        "64, 192, 32, true",
        "16, 32, 32, false",
        "96, 208, 4, true",
        "160, 320, 32, false",
        "96, 208, 5, false",
        "96, 208, 2, false",
        "96, 208, 1, false"
    })
    void isTakenWhereItWasFaster(int inputs, int outputs, int frames, boolean pays) {
        ConvUnit unit = new ConvUnit("u", inputs, outputs, CUBE, ONE);

        assertThat(TemporalWinograd.pays(unit, new Extent(frames, 28, 28))).isEqualTo(pays);
    }

    @Test
    void otherKernelsAndStridesAreNotForIt() {
        Extent size = new Extent(32, 28, 28);

        assertThat(TemporalWinograd.pays(new ConvUnit("u", 192, 192, ONE, ONE), size))
                .isFalse();
        assertThat(TemporalWinograd.pays(new ConvUnit("u", 192, 192, CUBE, Extent.cube(2)), size))
                .isFalse();
    }
}
