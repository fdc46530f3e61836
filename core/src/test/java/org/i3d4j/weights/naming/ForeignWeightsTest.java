package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignWeightsTest {
    private static final String LAYER = "Conv3d_2b_1x1";
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter(LAYER, Role.KERNEL, List.of(2L, 3L, 1L, 1L, 2L)),
            new Parameter(LAYER, Role.GAMMA, List.of(2L)),
            new Parameter(LAYER, Role.BETA, List.of(2L)),
            new Parameter(LAYER, Role.RUNNING_MEAN, List.of(2L)),
            new Parameter(LAYER, Role.RUNNING_VARIANCE, List.of(2L)));

    /** The second channel's variance is below the difference of the two eps. */
    private static StateDict weights() {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        float[] kernel = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        weights.put(Role.KERNEL.nameIn(LAYER), TensorData.of(kernel, 2, 3, 1, 1, 2));
        weights.put(Role.GAMMA.nameIn(LAYER), TensorData.of(new float[] {0.5f, 2}, 2));
        weights.put(Role.BETA.nameIn(LAYER), TensorData.of(new float[] {1, -1}, 2));
        weights.put(Role.RUNNING_MEAN.nameIn(LAYER), TensorData.of(new float[] {3, 4}, 2));
        weights.put(Role.RUNNING_VARIANCE.nameIn(LAYER), TensorData.of(new float[] {0.25f, 0.0001f}, 2));
        return new StateDict(weights);
    }

    private static float[] values(Map<String, TensorData> weights, TensorNames names, Parameter parameter) {
        return names.of(parameter)
                .map(name -> weights.get(name))
                .map(tensor -> parameter.role() == Role.KERNEL ? names.kernels().toOurs(tensor) : tensor)
                .map(TensorData::toFloatArray)
                .orElse(new float[] {1, 1});
    }

    @ParameterizedTest
    @CsvSource({"0, 0.001", "0, 0.00001", "2, 0.001", "2, 0.00001", "5, 0.001", "5, 0.00001"})
    void layersComputeTheSame(int family, double eps) {
        TensorNames names = TensorNames.known().get(family);
        StateDict ours = weights();

        Map<String, TensorData> theirs = ForeignWeights.of(ours, PARAMETERS, eps, names);

        Layer expected = new Layer(ours.asMap(), new PytorchI3dNames(), eps);
        Layer found = new Layer(theirs, names, names.batchNormEps());
        for (int channel = 0; channel < 2; channel++) {
            assertThat(found.shift(channel)).isCloseTo(expected.shift(channel), withinPercentage(1e-4));
            for (int i = 0; i < 6; i++) {
                assertThat(found.weight(channel, i)).isCloseTo(expected.weight(channel, i), withinPercentage(1e-4));
            }
        }
    }

    /** Convolution and batch norm as one affine map. */
    private record Layer(Map<String, TensorData> weights, TensorNames names, double eps) {
        private double factor(int channel) {
            double variance = values(weights, names, PARAMETERS.get(4))[channel];
            return values(weights, names, PARAMETERS.get(1))[channel] / Math.sqrt(variance + eps);
        }

        double weight(int channel, int i) {
            return factor(channel) * values(weights, names, PARAMETERS.get(0))[channel * 6 + i];
        }

        double shift(int channel) {
            double mean = values(weights, names, PARAMETERS.get(3))[channel];
            return values(weights, names, PARAMETERS.get(2))[channel] - factor(channel) * mean;
        }
    }

    @Test
    void ourOwnFamilyChangesNothing() {
        StateDict ours = weights();

        Map<String, TensorData> same = ForeignWeights.of(ours, PARAMETERS, 1e-3, new PytorchI3dNames());

        assertThat(same).isEqualTo(ours.asMap());
    }

    @Test
    void tensorFlowKernelsEndWithTheOutputChannels() {
        TensorData kernel = weights().require(Role.KERNEL.nameIn(LAYER));

        TensorData theirs = KernelOrder.TIME_HEIGHT_WIDTH_IN_OUT.fromOurs(kernel);

        assertThat(theirs.shape()).containsExactly(1L, 1L, 2L, 3L, 2L);
        assertThat(theirs.toFloatArray()).containsExactly(1, 7, 3, 9, 5, 11, 2, 8, 4, 10, 6, 12);
        assertThat(KernelOrder.TIME_HEIGHT_WIDTH_IN_OUT.toOurs(theirs).toFloatArray())
                .containsExactly(kernel.toFloatArray());
    }
}
