package org.i3d4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.InceptionTable;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;

class StateDictCheckTest {
    private static final Architecture ARCHITECTURE = InceptionTable.of(3, 5);

    private static Map<String, TensorInfo> tensorsOf(Architecture architecture) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Parameter.of(architecture)
                .forEach(parameter -> tensors.put(parameter.name(), new TensorInfo(DataType.F32, parameter.shape())));
        return tensors;
    }

    @Test
    void acceptsExactlyTheArchitecturesTensors() {
        assertThat(StateDictCheck.require("m", ARCHITECTURE, tensorsOf(ARCHITECTURE)))
                .isEmpty();
    }

    @Test
    void returnsLeftoversButNotBatchCounters() {
        Map<String, TensorInfo> tensors = tensorsOf(ARCHITECTURE);
        tensors.put("optimizer.step", new TensorInfo(DataType.I64, List.of()));
        tensors.put("Conv3d_1a_7x7.bn.num_batches_tracked", new TensorInfo(DataType.I64, List.of()));
        assertThat(StateDictCheck.require("m", ARCHITECTURE, tensors)).containsExactly("optimizer.step");
    }

    @Test
    void listsEveryMissingAndMisshapenTensorAtOnce() {
        Map<String, TensorInfo> tensors = tensorsOf(InceptionTable.of(2, 7));
        tensors.remove("Mixed_3b.b1a.bn.bias");
        tensors.put("Mixed_4f.b0.bn.weight", new TensorInfo(DataType.I32, List.of(256L)));
        Throwable thrown = catchThrowable(() -> StateDictCheck.require("model.safetensors", ARCHITECTURE, tensors));
        assertThat(thrown)
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("model.safetensors: ")
                .hasMessageContaining("3 input channels and 5 classes")
                .hasMessageContaining(
                        "Conv3d_1a_7x7.conv3d.weight: found shape [64, 2, 7, 7, 7], expected [64, 3, 7, 7, 7]")
                .hasMessageContaining("Mixed_3b.b1a.bn.bias: missing; expected shape [96]")
                .hasMessageContaining("Mixed_4f.b0.bn.weight: found values of type I32")
                .hasMessageContaining(
                        "logits.conv3d.weight: found shape [7, 1024, 1, 1, 1], expected [5, 1024, 1, 1, 1]")
                .hasMessageContaining("logits.conv3d.bias: found shape [7], expected [5]");
        assertThat(String.valueOf(thrown).lines()).hasSize(6);
    }

    @Test
    void saysShortlyThatAForeignCheckpointIsForeign() {
        Map<String, TensorInfo> tensors = Map.of("conv1.weight", new TensorInfo(DataType.F32, List.of(1L)));
        Throwable thrown = catchThrowable(() -> StateDictCheck.require("m", ARCHITECTURE, tensors));
        assertThat(thrown)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("has none of")
                .hasMessageContaining("conv1.weight");
        assertThat(String.valueOf(thrown).lines()).hasSize(1);
    }

    @Test
    void checksTensorsInMemory() {
        StateDict empty = new StateDict(Map.of());
        assertThatThrownBy(() -> StateDictCheck.require("m", ARCHITECTURE, empty))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no tensors");
    }

    @Test
    void infersChannelsAndClasses() {
        ModelSettings settings =
                StateDictCheck.inferSettings("m", Backbone.INCEPTION, tensorsOf(InceptionTable.of(2, 101)));
        assertThat(settings).isEqualTo(ModelSettings.of(2, 101));
    }

    @Test
    void infersNothingFromAForeignCheckpoint() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(tensorsOf(ARCHITECTURE));
        tensors.put("logits.conv3d.weight", new TensorInfo(DataType.F32, List.of(5L, 1024L)));
        assertThatThrownBy(() -> StateDictCheck.inferSettings("m", Backbone.INCEPTION, tensors))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("[5, 1024]");
        assertThatThrownBy(() -> StateDictCheck.inferSettings("m", Backbone.INCEPTION, Map.of()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Conv3d_1a_7x7.conv3d.weight");
    }
}
