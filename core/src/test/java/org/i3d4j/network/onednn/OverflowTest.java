package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Step;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that float32 can't hold leave no answer, where ReLU alone would make a plausible one of them. */
@MachineArithmetic
class OverflowTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final StateDict WEIGHTS = GoldenModel.weights(SETTINGS, 1, false);

    private static StateDict with(String tensor, UnaryOperator<float[]> change) {
        Map<String, TensorData> weights = new LinkedHashMap<>(WEIGHTS.asMap());
        TensorData original = WEIGHTS.require(tensor);
        weights.put(tensor, TensorData.of(change.apply(original.toFloatArray()), original.shapeArray()));
        return new StateDict(weights);
    }

    private static float[] times(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static OneDnnNetwork network(StateDict weights, Precision precision) {
        assumeTrue(OneDnn.obstacle(precision).isEmpty());
        return new OneDnnNetwork(SETTINGS, weights, ActivationRanges.NONE, precision);
    }

    private static ClipBatch clips() {
        return GoldenClips.batch(5, 2, 3, 9, 40, 36);
    }

    private static long watched(OneDnnNetwork network, ClipBatch clips) {
        return network.plan(clips).steps().stream()
                .map(Step::output)
                .filter(output -> output != null && output.isWatched())
                .count();
    }

    /** Early, in the middle, late; so much that kernels alone tell, and so much that the values have to be looked at. */
    @ParameterizedTest
    @CsvSource({
        "Conv3d_1a_7x7.conv3d.weight, 1e38",
        "Conv3d_1a_7x7.conv3d.weight, 1e36",
        "Conv3d_1a_7x7.bn.weight, 1e37",
        "Conv3d_2c_3x3.conv3d.weight, 1e38",
        "Mixed_4d.b1b.conv3d.weight, 1e38",
        "Mixed_5c.b0.conv3d.weight, 1e38"
    })
    void kernelsOfAbsurdSizeLeaveNoAnswer(String tensor, float factor) {
        for (Precision precision : new Precision[] {Precision.FP32, Precision.BF16}) {
            try (Network network = network(with(tensor, values -> times(values, factor)), precision);
                    ClipBatch clips = clips()) {
                Logits logits = network.forward(clips);
                assertThatThrownBy(() -> logits.row(0)).as("%s", precision).isInstanceOf(WeightsException.class);
            }
        }
    }

    /** Queries, keys and values of non-local blocks are multiplied with each other. */
    @ParameterizedTest
    @CsvSource({
        "RESNET_50_8X8_NLN, layer2.1.non_local.theta.conv3d.weight",
        "RESNET_50_8X8_NLN, layer3.5.non_local.g.conv3d.weight",
        "RESNET_50_NL_DOT_PRODUCT, layer2.3.non_local.phi.conv3d.bias",
        "RESNET_50_NL_GAUSSIAN, layer3.1.non_local.out.conv3d.weight"
    })
    void productsOfAbsurdSizeLeaveNoAnswer(Backbone backbone, String tensor) {
        ModelSettings settings = SETTINGS.of(backbone);
        StateDict usual = GoldenModel.weights(settings, 1, false);
        Map<String, TensorData> weights = new LinkedHashMap<>(usual.asMap());
        TensorData original = usual.require(tensor);
        weights.put(tensor, TensorData.of(times(original.toFloatArray(), 1e38f), original.shapeArray()));
        for (Precision precision : new Precision[] {Precision.FP32, Precision.BF16}) {
            assumeTrue(OneDnn.obstacle(precision).isEmpty());
            try (Network network =
                            new OneDnnNetwork(settings, new StateDict(weights), ActivationRanges.NONE, precision);
                    ClipBatch clips = clips()) {
                Logits logits = network.forward(clips);
                assertThatThrownBy(() -> logits.row(0)).as("%s", precision).isInstanceOf(WeightsException.class);
            }
            try (OneDnnNetwork network = new OneDnnNetwork(settings, usual, ActivationRanges.NONE, precision);
                    ClipBatch clips = clips()) {
                assertThat(network.forward(clips).row(0)).hasSize(5);
            }
        }
    }

    @Test
    void largeValuesThatFitAreLetPass() {
        StateDict large = with("Mixed_5c.b0.bn.weight", gammas -> times(gammas, 1e12f));
        try (OneDnnNetwork usual = network(WEIGHTS, Precision.FP32);
                OneDnnNetwork network = network(large, Precision.FP32);
                ClipBatch clips = clips()) {
            assertThat(network.forward(clips).row(0))
                    .isNotEqualTo(usual.forward(clips).row(0));
        }
    }

    /** A clip of the batch may be at fault, and its neighbour not. */
    @Test
    void onlyTheClipAtFaultLosesItsAnswer() {
        StateDict large = with("Conv3d_1a_7x7.conv3d.weight", values -> times(values, 1e38f));
        try (OneDnnNetwork network = network(large, Precision.FP32);
                ClipBatch clips = clips()) {
            for (long i = clips.clipValues(); i < 2 * clips.clipValues(); i++) {
                clips.pointer().put(i, 0f);
            }
            Logits logits = network.forward(clips);

            assertThatThrownBy(() -> logits.row(0)).isInstanceOf(WeightsException.class);
            assertThat(logits.row(1)).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void weightsThatAreNoNumbersMakeNoNetwork(float value) {
        StateDict damaged = with("Mixed_3b.b1a.conv3d.weight", values -> {
            values[5] = value;
            return values;
        });
        assertThatThrownBy(() -> network(damaged, Precision.FP32).close())
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Mixed_3b.b1a: its kernel")
                .hasMessageContaining("not finite");
    }

    /** Their shares of the time are below what can be measured: a late feature map of an ordinary network. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "BF16"})
    void anOrdinaryNetworkIsWatchedAtOnePlaceAtMost(Precision precision) {
        try (OneDnnNetwork network = network(WEIGHTS, precision);
                ClipBatch clips = clips()) {
            assertThat(watched(network, clips)).isLessThanOrEqualTo(1);
        }
    }
}
