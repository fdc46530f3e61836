package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.WeightsFile;
import org.junit.jupiter.api.Test;

class NamedTensorsTest {
    private static final int INPUT_CHANNELS = 256;
    private static final int OUTPUT_CHANNELS = 512;
    private static final long SCRATCH_BYTES = 8 << 20;

    /** The kernels of a network, all of one shape; each has its own value in its first half and -1 in its second. */
    private static WeightsFile kernels(TensorNames names, DataType type) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.of(InceptionTable.of(3, 5))) {
            if (parameter.role() == Role.KERNEL) {
                tensors.put(names.of(parameter).orElseThrow(), kernel(tensors.size(), type));
            }
        }
        return new MemoryWeights(tensors);
    }

    /** In TensorFlow's order, input channels before output channels. */
    private static TensorData kernel(int value, DataType type) {
        float[] values = new float[INPUT_CHANNELS * OUTPUT_CHANNELS];
        Arrays.fill(values, 0, values.length / 2, value);
        Arrays.fill(values, values.length / 2, values.length, -1);
        TensorData floats = TensorData.of(values, 1, 1, 1, INPUT_CHANNELS, OUTPUT_CHANNELS);
        if (type == DataType.F32) {
            return floats;
        }
        ByteBuffer doubles = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float each : values) {
            doubles.putDouble(each);
        }
        return new TensorData(DataType.F64, floats.shape(), doubles.flip());
    }

    private static StateDict read(WeightsFile file) {
        return NamedTensors.in("test", file.tensors()).read(file, name -> name.endsWith("conv3d.weight"));
    }

    private static void assertKernels(StateDict read) {
        int value = 0;
        for (TensorData kernel : read.asMap().values()) {
            assertThat(kernel.shape()).containsExactly((long) OUTPUT_CHANNELS, (long) INPUT_CHANNELS, 1L, 1L, 1L);
            float[] values = kernel.toFloatArray();
            // One filter of ours takes one value of each input channel of the file.
            for (int at : new int[] {0, INPUT_CHANNELS / 2 - 1, INPUT_CHANNELS, values.length - INPUT_CHANNELS}) {
                assertThat(values[at]).as("kernel %d at %d", value, at).isEqualTo(value);
            }
            for (int at : new int[] {INPUT_CHANNELS / 2, INPUT_CHANNELS - 1, values.length - 1}) {
                assertThat(values[at]).as("kernel %d at %d", value, at).isEqualTo(-1);
            }
            value++;
        }
        assertThat(value).isGreaterThan(50);
    }

    @Test
    void kernelsInAnotherOrderKeepTheirOwnValues() {
        assertKernels(read(kernels(new DeepMindNames(""), DataType.F32)));
    }

    @Test
    void kernelsOfAnotherTypeAndOrderKeepTheirOwnValues() {
        assertKernels(read(kernels(new DeepMindNames(""), DataType.F64)));
    }

    @Test
    void reorderingTakesLittleMoreMemoryThanTheResult() {
        WeightsFile file = kernels(new DeepMindNames(""), DataType.F32);
        long before = directBytes();
        StateDict read = read(file);
        long taken = directBytes() - before;
        long result = read.asMap().values().stream()
                .mapToLong(tensor -> tensor.info().bytes())
                .sum();
        assertThat(result).isGreaterThan(3 * SCRATCH_BYTES);
        assertThat(taken).isLessThanOrEqualTo(result + SCRATCH_BYTES);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
