package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.MemoryWeights;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.files.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        return NamedTensors.in(file, Optional.empty()).read(file, name -> name.endsWith("conv3d.weight"));
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

    /** Tensors by the names that {@code prefixes} make of a network's, each network with another number of them. */
    private static WeightsFile behind(Map<String, Integer> tensorsByPrefix, String... strangers) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensorsByPrefix.forEach((prefix, count) -> Parameter.of(InceptionTable.of(3, 5)).stream()
                .limit(count)
                .forEach(parameter -> tensors.put(prefix + parameter.name(), TensorData.of(new float[] {1}, 1))));
        for (String stranger : strangers) {
            tensors.put(stranger, TensorData.of(new float[] {1}, 1));
        }
        return new MemoryWeights(tensors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "module.",
                "_orig_mod.",
                "module._orig_mod.",
                "state_dict.model.",
                "encoder.i3d_trunk.",
                "net/rgb/",
                "a.b/c."
            })
    void anyPrefixIsTakenOff(String prefix) {
        NamedTensors named = NamedTensors.in(
                behind(Map.of(prefix, 300), "n_averaged", prefix + "x.num_batches_tracked"), Optional.empty());

        assertThat(named.prefix()).isEqualTo(prefix);
        assertThat(named.sources()).containsEntry("Mixed_3b.b0.bn.bias", prefix + "Mixed_3b.b0.bn.bias");
        assertThat(named.leftovers()).containsExactly("n_averaged");
        assertThat(named.otherPrefixes()).isEmpty();
    }

    /** DataParallel's prefix, and one key that a script put in later. */
    @Test
    void oneStrayKeyChangesNothing() {
        NamedTensors named = NamedTensors.in(behind(Map.of("module.", 200), "logits.conv3d.bias"), Optional.empty());

        assertThat(named.prefix()).isEqualTo("module.");
        assertThat(named.leftovers()).containsExactly("logits.conv3d.bias");
    }

    /** The first of the usual ones, and what is left is said. */
    @ParameterizedTest
    @CsvSource({
        "state_dict., state_dict_ema., state_dict.",
        "student., '', ''",
        "teacher.module., student.module., student.module.",
        "ema.model., model., model.",
        "module.backbone., backbone., module.backbone."
    })
    void ofSeveralNetworksTheUsualOneIsTaken(String one, String other, String chosen) {
        NamedTensors named = NamedTensors.in(behind(Map.of(one, 100, other, 100)), Optional.empty());

        assertThat(named.prefix()).isEqualTo(chosen);
        assertThat(named.otherPrefixes()).containsExactly(chosen.equals(one) ? other : one);
        assertThat(named.leftovers()).hasSize(100);
    }

    @Test
    void theFullerNetworkIsTaken() {
        assertThat(NamedTensors.in(behind(Map.of("state_dict.", 40, "generator.", 300)), Optional.empty())
                        .prefix())
                .isEqualTo("generator.");
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
