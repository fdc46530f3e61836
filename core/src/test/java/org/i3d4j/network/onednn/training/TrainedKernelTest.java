package org.i3d4j.network.onednn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.PaddingRule;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.KernelTiles;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedKernelTest {
    private static final int VALUES = 2 * 3 * 2 * 7 * 5;

    private static ConvUnit unit(PaddingRule rule) {
        return new ConvUnit("u", 3, 2, new KernelWindow(new Extent(2, 7, 5), Extent.cube(2), rule), true);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, SAME",
        "1, 2, SAME",
        "2, 1, SAME",
        "2, 2, SAME",
        "4, 8, SAME",
        "1, 2, HALF",
        "2, 2, HALF",
        "4, 8, HALF",
        "8, 3, HALF"
    })
    void itIsTheKernelOfTheTiles(int rows, int columns, PaddingRule rule) {
        ConvUnit unit = unit(rule);
        float[] kernel = random();
        Extent tile = new Extent(1, rows, columns);
        try (PointerScope scope = new PointerScope()) {
            PlanBuilder builder = new PlanBuilder(1);
            FloatPointer values = callers(kernel);
            TrainedKernel trained = new TrainedKernel(builder, unit, tile, values);
            memory.desc plain = new memory.desc(trained.dims(), data_type.f32, format_tag.oidhw);
            PlanBuffer laidOut = new PlanBuffer(trained.laidOut(plain).region(), plain);

            Kernel expected = new Kernel(2, 3, unit.kernel(), kernel, new float[2])
                    .spaceToDepth(KernelTiles.of(unit.window(), tile));
            assertThat(run(builder, laidOut)).containsExactly(expected.weights());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, SAME, false",
        "1, 2, SAME, false",
        "2, 2, SAME, false",
        "2, 2, SAME, true",
        "4, 8, SAME, true",
        "2, 2, HALF, false",
        "2, 2, HALF, true",
        "4, 8, HALF, true",
        "8, 3, HALF, false"
    })
    void everyGradientGoesWhereItsWeightLies(int rows, int columns, PaddingRule rule, boolean adds) {
        ConvUnit unit = unit(rule);
        float[] kernel = random();
        try (PointerScope scope = new PointerScope()) {
            PlanBuilder builder = new PlanBuilder(1);
            TrainedKernel trained = new TrainedKernel(builder, unit, new Extent(1, rows, columns), callers(kernel));
            memory.desc plain = new memory.desc(trained.dims(), data_type.f32, format_tag.oidhw);
            PlanBuffer laidOut = new PlanBuffer(trained.laidOut(plain).region(), plain);
            FloatPointer gradient = callers(kernel);
            trained.gather(laidOut, new GradientAccumulator(builder, "u", gradient, adds));

            run(builder, laidOut);

            float[] expected = new float[VALUES];
            float[] found = new float[VALUES];
            callers(kernel).get(expected);
            gradient.get(found);
            for (int i = 0; i < VALUES; i++) {
                assertThat(found[i]).isEqualTo(adds ? 2 * expected[i] : expected[i]);
            }
        }
    }

    /** What {@code seen} holds after the steps. */
    private static float[] run(PlanBuilder builder, PlanBuffer seen) {
        seen.region().usedBy(builder.steps());
        try (Plan plan = builder.build();
                Arena arena = new Arena();
                stream order = new stream(OneDnn.cpu())) {
            arena.require(plan.arenaBytes(), "a test");
            plan.run(new Pointer(), arena, order, output -> {});
            float[] values = new float[(int) (seen.layout().get_size() / Float.BYTES)];
            new FloatPointer(arena.at(plan.offset(seen.region()))).get(values);
            return values;
        }
    }

    private static float[] random() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** O,I,T,H,W as the caller keeps it: O,T,H,W,I. */
    private static FloatPointer callers(float[] kernel) {
        FloatPointer values = new FloatPointer(VALUES);
        int positions = VALUES / (2 * 3);
        for (int output = 0; output < 2; output++) {
            for (int input = 0; input < 3; input++) {
                for (int at = 0; at < positions; at++) {
                    values.put((output * positions + at) * 3L + input, kernel[(output * 3 + input) * positions + at]);
                }
            }
        }
        return values;
    }
}
