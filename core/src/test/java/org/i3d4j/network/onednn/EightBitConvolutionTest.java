package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.DirectConvolution;
import org.i3d4j.network.onednn.plan.EightBits;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One convolution on 8-bit integers, of random values. */
@MachineArithmetic
class EightBitConvolutionTest {
    private static final float INPUT_UNIT = 0.02f;

    @BeforeEach
    void needFastCode() {
        assumeTrue(OneDnn.obstacle(Precision.INT8).isEmpty());
    }

    /** What is added to the sums: signed or not, in another unit than those of the layer. */
    private enum Shortcut {
        NONE(data_type.u8, 1),
        RECTIFIED(data_type.u8, 0.007f),
        PROJECTED(data_type.s8, 0.013f);

        private final data_type type;
        private final float unit;

        Shortcut(data_type type, float unit) {
            this.type = type;
            this.unit = unit;
        }

        /** Values of a map, channels last. */
        byte[] values(int count) {
            byte[] values = new byte[count];
            if (this != NONE) {
                new SplittableRandom(3).nextBytes(values);
            }
            return values;
        }

        double added(byte value) {
            return unit * (type == data_type.u8 ? Byte.toUnsignedInt(value) : value);
        }
    }

    private record Layer(ConvUnit unit, Kernel kernel, Extent size, float outputUnit, Shortcut shortcut) {

        static Layer of(int inputs, int outputs, int side, Extent size, Shortcut shortcut) {
            ConvUnit unit = new ConvUnit("unit", inputs, outputs, Extent.cube(side), Extent.cube(1));
            SplittableRandom random = new SplittableRandom(1);
            int perOutput = inputs * side * side * side;
            float[] weights = floats(random, outputs * perOutput, (float) Math.sqrt(3.0 / perOutput));
            Kernel kernel = new Kernel(outputs, inputs, unit.kernel(), weights, floats(random, outputs, 0.2f));
            return new Layer(unit, kernel, size, 0.01f, shortcut);
        }

        private static float[] floats(SplittableRandom random, int count, float largest) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) random.nextDouble(-largest, largest);
            }
            return values;
        }

        /** Values of {@code clips} feature maps, channels last. */
        byte[] inputs(int clips) {
            byte[] values = new byte[clips * inputsPerClip()];
            new SplittableRandom(2).nextBytes(values);
            return values;
        }

        int inputsPerClip() {
            return (int) size.volume() * unit.inputChannels();
        }

        int outputsPerClip() {
            return (int) size.volume() * unit.channels();
        }

        /** What oneDNN makes of them and of the {@code added} ones, channels last. */
        byte[] outputs(byte[] inputs, byte[] added) {
            int clips = inputs.length / inputsPerClip();
            PlanBuilder builder = new PlanBuilder(clips);
            byte[] outputs = new byte[clips * outputsPerClip()];
            try (PointerScope scope = new PointerScope();
                    LaidOutKernel laidOut = LaidOutKernel.quantized(kernel, !OneDnn.sumsProductsOfBytesExactly());
                    Arena arena = new Arena();
                    stream order = new stream(OneDnn.cpu())) {
                FeatureMap x = builder.map(unit.inputChannels(), size, data_type.u8, INPUT_UNIT);
                FeatureMap addend = builder.map(unit.channels(), size, shortcut.type, shortcut.unit);
                FeatureMap y = builder.map(unit.channels(), size, data_type.u8, outputUnit);
                DirectConvolution.add(
                        builder,
                        unit.name(),
                        x,
                        laidOut,
                        unit.stride(),
                        unit.window().padding(x.size()),
                        y,
                        new Finish(shortcut == Shortcut.NONE ? null : addend, true));
                try (Plan plan = builder.build()) {
                    arena.require(plan.arenaBytes(), "a convolution");
                    new BytePointer(arena.at(plan.offset(x.region()))).put(inputs, 0, inputs.length);
                    if (shortcut != Shortcut.NONE) {
                        new BytePointer(arena.at(plan.offset(addend.region()))).put(added, 0, added.length);
                    }
                    plan.run(arena.at(0), arena, order, tap -> {});
                    new BytePointer(arena.at(plan.offset(y.region()))).get(outputs, 0, outputs.length);
                }
            }
            return outputs;
        }

        /** The output at a position of a kernel of one pixel, before it is rounded. */
        double exact(byte[] inputs, byte added, int position, int output) {
            float step = step(output);
            long sum = 0;
            for (int i = 0; i < unit.inputChannels(); i++) {
                int value = Byte.toUnsignedInt(inputs[position * unit.inputChannels() + i]);
                sum += (long) Math.rint(weight(output, i) / step) * value;
            }
            double sums = sum * (double) step * INPUT_UNIT + kernel.bias()[output];
            double value = (sums + shortcut.added(added)) / outputUnit;
            return Math.min(EightBits.LARGEST_U8, Math.max(0, value));
        }

        private float weight(int output, int input) {
            return kernel.weights()[output * unit.inputChannels() + input];
        }

        /** Without VNNI two products are added in 16 bits: 128 times 255 fit, 2 times 127 times 255 don't. */
        private float step(int output) {
            float largest = 0;
            for (int i = 0; i < unit.inputChannels(); i++) {
                largest = Math.max(largest, Math.abs(weight(output, i)));
                if (i % 2 == 1 && !OneDnn.sumsProductsOfBytesExactly()) {
                    largest = Math.max(largest, Math.abs(weight(output, i - 1) + weight(output, i)));
                }
            }
            return largest / EightBits.LARGEST_S8;
        }
    }

    /**
     * Sums of integers are exact, so that only what rounds them could depend on how oneDNN cuts a batch into blocks: of
     * the millions of values here some lie where the last digit of a float32 decides.
     */
    @ParameterizedTest
    @CsvSource({
        "64, 64, 1, 56, NONE",
        "256, 128, 1, 28, NONE",
        "512, 160, 1, 14, NONE",
        "64, 96, 3, 14, NONE",
        "64, 256, 1, 56, PROJECTED",
        "128, 512, 1, 28, RECTIFIED",
        "512, 2048, 1, 7, RECTIFIED"
    })
    void aClipGivesTheSameValuesAloneAndInABatch(int inputs, int outputs, int kernelSide, int side, Shortcut shortcut) {
        Layer layer = Layer.of(inputs, outputs, kernelSide, new Extent(5, side, side + 4), shortcut);
        byte[] three = layer.inputs(3);
        byte[] added = shortcut.values(3 * layer.outputsPerClip());
        byte[] together = layer.outputs(three, added);

        for (int clip = 0; clip < 3; clip++) {
            byte[] alone =
                    layer.outputs(part(three, clip, layer.inputsPerClip()), part(added, clip, layer.outputsPerClip()));
            assertThat(Arrays.mismatch(alone, part(together, clip, layer.outputsPerClip())))
                    .as("first value of clip %d that differs", clip)
                    .isEqualTo(-1);
        }
    }

    private static byte[] part(byte[] values, int number, int length) {
        return Arrays.copyOfRange(values, number * length, (number + 1) * length);
    }

    /** Inputs are as large as can be: on machines without VNNI the sum of two products must not overflow. */
    @ParameterizedTest
    @CsvSource({
        "64, 64, NONE",
        "192, 96, NONE",
        "832, 48, NONE",
        "64, 256, RECTIFIED",
        "64, 256, PROJECTED",
        "37, 21, RECTIFIED",
        "512, 2048, PROJECTED"
    })
    void valuesAreTheExactOnesRounded(int inputs, int outputs, Shortcut shortcut) {
        Layer layer = Layer.of(inputs, outputs, 1, new Extent(2, 9, 9), shortcut);
        byte[] two = layer.inputs(2);
        byte[] added = shortcut.values(2 * layer.outputsPerClip());
        byte[] found = layer.outputs(two, added);

        for (int at = 0; at < found.length; at++) {
            double exact = layer.exact(two, added[at], at / outputs, at % outputs);
            assertThat((double) Byte.toUnsignedInt(found[at]))
                    .as("value %d", at)
                    .isCloseTo(exact, within(0.5 + 1e-3));
        }
    }
}
