package org.i3d4j.weights.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.DataType;
import org.i3d4j.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which network a file's tensors are of. */
class NetworkMatchTest {
    /** Names and shapes tell no strides: what a file says of itself counts. */
    @Test
    void theNetworkThatIsSaidIsTaken() {
        Map<String, TensorInfo> tensors = TensorNamesTest.tensors(ResNetNames.MMACTION2, Backbone.RESNET_50);

        assertThat(NamedTensors.in("file", tensors, Map.of(), Optional.empty()).backbone())
                .isEqualTo(Backbone.RESNET_50);
        NamedTensors ours = NamedTensors.in(
                "file",
                TensorNamesTest.tensors(ResNetNames.OURS, Backbone.RESNET_50),
                Map.of(),
                Optional.of(Backbone.RESNET_50_8X8));
        assertThat(ours.backbone()).isEqualTo(Backbone.RESNET_50_8X8);
    }

    /** What weights positions is in no name and no shape. */
    @Test
    void networksThatNamesAndShapesDoNotTellApartAreListed() {
        NamedTensors embedded = NamedTensors.in(
                "file",
                TensorNamesTest.tensors(ResNetNames.MMACTION2, Backbone.RESNET_50_NL_DOT_PRODUCT),
                Map.of(),
                Optional.empty());
        NamedTensors plain = NamedTensors.in(
                "file", TensorNamesTest.tensors(ResNetNames.MMACTION2, Backbone.RESNET_50), Map.of(), Optional.empty());

        assertThat(embedded.alike())
                .containsExactly(Backbone.RESNET_50_NL_EMBEDDED_GAUSSIAN, Backbone.RESNET_50_NL_DOT_PRODUCT);
        assertThat(plain.alike()).containsExactly(Backbone.RESNET_50);
    }

    /** A network that was cut short is told by the names that are left. */
    @Test
    void shapesTellTheHeavyNetworkWithoutItsHead() {
        Map<String, TensorInfo> tensors = TensorNamesTest.tensors(ResNetNames.MMACTION2, Backbone.RESNET_50_HEAVY);
        tensors.keySet().removeIf(name -> name.startsWith("cls_head."));

        assertThat(NamedTensors.in("file", tensors, Map.of(), Optional.empty()).backbone())
                .isEqualTo(Backbone.RESNET_50_HEAVY);
    }

    @ParameterizedTest
    @CsvSource({
        "model_state.s1.pathway1_stem.conv.weight, a SlowFast network",
        "blocks.0.multipathway_blocks.0.conv.weight, a SlowFast network",
        "backbone.slow_path.conv1.conv.weight, a SlowFast network",
        "blobs.t_conv1_w, a SlowFast network",
        "model_state.s1.pathway0_stem.conv_xy.weight, an X3D network",
        "blocks.0.conv.conv_t.weight, an X3D network",
        "backbone.conv1_s.conv.weight, an X3D network",
        "blobs.conv1_xy_w, an X3D network",
        "blocks.1.res_blocks.0.branch2.conv_b.conv_t.weight, an R(2+1)D network",
        "backbone.layer1.0.conv1.conv.conv_s.weight, an R(2+1)D network",
        "layer1.0.conv1.0.0.weight, an R(2+1)D network",
        "backbone.layer1.0.conv1.conv.net.weight, a TSM network",
        "module.base_model.layer1.0.conv1.net.weight, a TSM network",
        "blocks.0.attn.pool_q.weight, an MViT network",
        "backbone.layers.0.blocks.0.attn.relative_position_bias_table, a Video Swin Transformer",
        "model.blocks.0.temporal_attn.qkv.weight, a TimeSformer network",
        "encoder.blocks.0.attn.qkv.weight, a vision transformer",
        "module.base.1.conv_s.weight, an S3D network",
        "backbone.conv3a.conv.weight, a C3D network",
        "s4.pathway0_res22.branch2.a.weight, a deeper ResNet than ResNet-50"
    })
    void otherNetworksAreNamed(String tensor, String network) {
        Map<String, TensorInfo> tensors = Map.of(tensor, new TensorInfo(DataType.F32, List.of(8L, 3L)));

        assertThatThrownBy(() -> NamedTensors.in("k400.pth", tensors, Map.of(), Optional.empty()))
                .isInstanceOf(WeightsException.class)
                .hasMessage("k400.pth: is of " + network + ", which i3d4j doesn't have; found '" + tensor + "'");
    }

    /** All tensors of ResNet-50 are there as well. */
    @ParameterizedTest
    @CsvSource({
        "s4.pathway0_res6.branch2.a.weight, a deeper ResNet than ResNet-50",
        "s2.pathway0_nonlocal0.conv_g.weight, a ResNet with other non-local blocks than are published"
    })
    void networksThatHoldOneOfOursAreNotTakenForIt(String tensor, String network) {
        Map<String, TensorInfo> tensors = TensorNamesTest.tensors(ResNetNames.PYSLOWFAST, Backbone.RESNET_50_8X8);
        tensors.put(tensor, new TensorInfo(DataType.F32, List.of(256L, 1024L, 3L, 1L, 1L)));

        assertThatThrownBy(() -> NamedTensors.in("r101.pyth", tensors, Map.of(), Optional.empty()))
                .isInstanceOf(WeightsException.class)
                .hasMessage("r101.pyth: is of " + network + ", which i3d4j doesn't have; found '" + tensor + "'");
    }

    /** A network of ours is one, whatever lies beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "head.", "s5.pathway0_res2.branch2.c"})
    void aNetworkIsReadWithAnotherBesideIt(String lacking) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        TensorNamesTest.tensors(ResNetNames.PYSLOWFAST, Backbone.RESNET_50_8X8)
                .forEach((name, info) -> tensors.put("student." + name, info));
        tensors.keySet().removeIf(name -> name.startsWith("student." + lacking));
        tensors.put("teacher.blocks.0.attn.qkv.weight", new TensorInfo(DataType.F32, List.of(8L, 8L)));

        assertThat(NamedTensors.in("file", tensors, Map.of(), Optional.empty()).names())
                .isEqualTo(ResNetNames.PYSLOWFAST);
    }
}
