package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.ShapeException;
import org.i3d4j.error.WeightsException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Activations;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Precision;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchNetworkTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);
    private static final String STEM = "Conv3d_1a_7x7.conv3d.weight";

    private static TorchNetwork network;

    @BeforeAll
    static void makeNetwork() {
        network = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, 7);
    }

    @AfterAll
    static void closeNetwork() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource({"8, 32, 32", "8, 112, 112", "9, 33, 47", "16, 32, 64"})
    void classifiesClipsFromTheMinimumUp(int frames, int height, int width) {
        try (ClipBatch clips = GoldenClips.batch(1, 2, 3, frames, height, width)) {
            Activations activations = network.forward(clips, Set.of(Architecture.PREDICTIONS));

            assertThat(activations.logits().clips()).isEqualTo(2);
            assertThat(activations.logits().row(1)).hasSize(5);
            float[] probabilities =
                    activations.endpoint(Architecture.PREDICTIONS).toFloatArray();
            assertThat(sum(probabilities, 0, 5)).isCloseTo(1, within(1e-5));
            assertThat(sum(probabilities, 5, 10)).isCloseTo(1, within(1e-5));
        }
    }

    private static double sum(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"7, 32, 32, 7x32x32", "8, 31, 32, 8x31x32", "8, 32, 31, 8x32x31"})
    void refusesAClipBelowTheMinimumNamingBoth(int frames, int height, int width, String shown) {
        try (ClipBatch clips = ClipBatch.allocate(1, 3, frames, height, width)) {
            assertThatThrownBy(() -> network.forward(clips))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining(shown)
                    .hasMessageContaining("8x32x32");
        }
    }

    @Test
    void refusesClipsWithOtherChannels() {
        try (ClipBatch clips = ClipBatch.allocate(1, 2, 8, 32, 32)) {
            assertThatThrownBy(() -> network.forward(clips))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("clips have 2 channels (optical flow); the network takes 3 channels (RGB)");
        }
    }

    @Test
    void refusesAnUnknownEndpointNamingTheKnown() {
        try (ClipBatch clips = ClipBatch.allocate(1, 3, 8, 32, 32)) {
            assertThatThrownBy(() -> network.forward(clips, Set.of("Mixed_9z")))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("unknown endpoint 'Mixed_9z'")
                    .hasMessageContaining("Mixed_5c");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 400", "3, 1000"})
    void takesFlowAndAnyNumberOfClasses(int channels, int classes) {
        try (TorchNetwork other = TorchNetwork.random(ModelSettings.of(channels, classes), "cpu", Precision.FP32, 1);
                ClipBatch clips = GoldenClips.batch(2, 1, channels, 8, 32, 32)) {
            Logits logits = other.forward(clips);

            assertThat(logits.row(0)).hasSize(classes);
            for (float logit : logits.row(0)) {
                assertThat(logit).isFinite();
            }
        }
    }

    @Test
    void theWeightsTakenOutMakeTheSameNetwork() {
        StateDict weights = network.stateDict();
        try (TorchNetwork copy = TorchNetwork.of(SETTINGS, weights, "cpu", Precision.FP32);
                ClipBatch clips = GoldenClips.batch(3, 1, 3, 8, 32, 32)) {
            assertThat(copy.stateDict().asMap()).isEqualTo(weights.asMap());
            assertThat(copy.forward(clips).row(0))
                    .isEqualTo(network.forward(clips).row(0));
        }
    }

    @Test
    void bfloat16AgreesWithFloat32ToItsPrecision() {
        try (TorchNetwork half = TorchNetwork.of(SETTINGS, network.stateDict(), "cpu", Precision.BF16);
                ClipBatch clips = GoldenClips.batch(3, 1, 3, 16, 64, 64)) {
            float[] expected = network.forward(clips).row(0);
            float[] actual = half.forward(clips).row(0);

            double scale = norm(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(0.1 * scale));
            }
        }
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    @Test
    void refusesWeightsWithATensorMissing() {
        Map<String, TensorData> weights =
                new LinkedHashMap<>(network.stateDict().asMap());
        weights.remove(STEM);

        assertThatThrownBy(() -> TorchNetwork.of(SETTINGS, new StateDict(weights), "cpu", Precision.FP32))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(STEM);
        long before = Pointer.totalCount();
        assertThatThrownBy(() -> TorchNetwork.of(SETTINGS, new StateDict(weights), "cpu", Precision.FP32))
                .isInstanceOf(WeightsException.class);
        assertThat(Pointer.totalCount())
                .as("native objects left by the network that was not made")
                .isLessThanOrEqualTo(before);
    }

    /** Values per channel would be spread over the tensor by libtorch's broadcasting. */
    @Test
    void refusesWeightsOfAnotherShapeNamingBoth() {
        Map<String, TensorData> weights =
                new LinkedHashMap<>(network.stateDict().asMap());
        weights.put("logits.conv3d.bias", TensorData.of(new float[1], 1));

        assertThatThrownBy(() -> TorchNetwork.of(SETTINGS, new StateDict(weights), "cpu", Precision.FP32))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("logits.conv3d.bias")
                .hasMessageContaining("[1]")
                .hasMessageContaining("[5]");
    }

    @Test
    void aSeedDecidesTheRandomWeights() {
        StateDict weights = network.stateDict();
        assertThat(random(7).asMap()).isEqualTo(weights.asMap());
        assertThat(random(8).require(STEM)).isNotEqualTo(weights.require(STEM));
    }

    private static StateDict random(long seed) {
        try (TorchNetwork other = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, seed)) {
            return other.stateDict();
        }
    }

    /** 3x3x3 kernels with 442,368 and 1,327,104 values: the estimate's relative deviation is below 0.3 %. */
    @ParameterizedTest
    @ValueSource(strings = {"Conv3d_2c_3x3.conv3d.weight", "Mixed_5c.b1b.conv3d.weight"})
    void randomKernelsAreHeNormal(String name) {
        TensorData kernel = network.stateDict().require(name);
        float[] values = kernel.toFloatArray();
        double fanIn = (double) values.length / kernel.shape().get(0);
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double expected = 2 / fanIn;

        assertThat(squares / values.length).isCloseTo(expected, within(0.01 * expected));
        assertThat(sum / values.length).isCloseTo(0, within(0.01 * Math.sqrt(expected)));
    }

    @Test
    void randomNetworksStartWithNeutralNormalization() {
        StateDict weights = network.stateDict();

        assertThat(weights.require("Mixed_3b.b0.bn.weight").toFloatArray()).containsOnly(1);
        assertThat(weights.require("Mixed_3b.b0.bn.running_var").toFloatArray()).containsOnly(1);
        assertThat(weights.require("Mixed_3b.b0.bn.bias").toFloatArray()).containsOnly(0);
        assertThat(weights.require("Mixed_3b.b0.bn.running_mean").toFloatArray())
                .containsOnly(0);
        assertThat(weights.require("logits.conv3d.bias").toFloatArray()).containsOnly(0);
    }

    /** So that such a block can be put into a network that has learnt already. */
    /** Blocks without a projection: their input is rectified already. */
    @Test
    void residualBlocksAddNothingAtFirst() {
        ModelSettings settings = ModelSettings.of(Backbone.RESNET_50_8X8, 3, 2);
        try (TorchNetwork other = TorchNetwork.random(settings, "cpu", Precision.FP32, 1);
                ClipBatch clips = GoldenClips.batch(1, 1, 3, 8, 32, 32)) {
            Activations activations = other.forward(clips, Set.of("layer3.0", "layer3.5"));

            assertThat(activations.endpoint("layer3.5").toFloatArray())
                    .isEqualTo(activations.endpoint("layer3.0").toFloatArray());
        }
    }

    @Test
    void nonLocalBlocksAddNothingAtFirst() {
        ModelSettings settings = SETTINGS.of(Backbone.RESNET_50_8X8_NLN);
        try (TorchNetwork other = TorchNetwork.random(settings, "cpu", Precision.FP32, 1);
                ClipBatch clips = GoldenClips.batch(2, 1, 3, 8, 32, 32)) {
            Activations activations = other.forward(clips, Set.of("layer2.1", "layer2.1.non_local"));

            assertThat(activations.endpoint("layer2.1.non_local").toFloatArray())
                    .isEqualTo(activations.endpoint("layer2.1").toFloatArray());
        }
    }
}
