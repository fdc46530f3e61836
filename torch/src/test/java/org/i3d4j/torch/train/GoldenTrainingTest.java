package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.Logits;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SGD steps against the golden kit's float64 run of pytorch-i3d. "plain" is judged on step 1 only: a fresh deep network
 * amplifies float32 rounding from there; "calm" on all three. Tolerances are the kit's for float32.
 */
class GoldenTrainingTest {
    private static final Targets LABELS = Targets.ofClasses(400, 17, 251);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1})
    void threeCalmStepsHaveTheGoldenLossesParametersAndStatistics(double momentum) throws IOException {
        JsonNode calm = golden().get("calm");
        String key = momentum == 0.01 ? "0.01" : "0.1";
        try (TorchNetwork network = network(momentum, weights(true));
                Optimizer optimizer = new Sgd(network.parameters(), 0.9, 4e-4, false);
                ClipBatch clips = GoldenClips.batch(5, 2, 3, 16, 224, 224)) {
            Learner learner = learner(network, optimizer);
            for (JsonNode step : calm.get("steps")) {
                int number = step.get("step").asInt();
                Learner.Result result = learner.step(clips, LABELS, number, 0.01);
                double tolerance = number == 1 ? 1e-4 : 1e-3;
                assertThat(result.loss())
                        .as("loss of step %d", number)
                        .isCloseTo(step.get("loss").asDouble(), within(tolerance));
                assertSamples(network.stateDict(), step.get("param_after"), 1e-3);
                assertStatistics(network.stateDict(), step.get("running_after").get(key));
            }
            assertEvaluation(
                    network.forward(clips), calm.get("eval_mean_logits_after").get(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "calm"})
    void firstStepHasTheGoldenLossAndGradients(String setting) throws IOException {
        JsonNode step = golden().get(setting).get("steps").get(0);
        try (TorchNetwork network = network(0.01, weights(setting.equals("calm")));
                Optimizer optimizer = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = GoldenClips.batch(5, 2, 3, 16, 224, 224)) {
            Learner.Result result = learner(network, optimizer).step(clips, LABELS, 1, 0);

            assertThat(result.loss()).isCloseTo(step.get("loss").asDouble(), within(1e-4));
            StateDict gradients = new StateDict(
                    network.parameters().layout().slices(network.parameters().gradients(), ""));
            double total = 0;
            double goldenTotal = step.get("grad_norm_total").asDouble();
            for (var golden : step.get("grad_norm").properties()) {
                double norm = norm(gradients.require(golden.getKey()).toFloatArray());
                total += norm * norm;
                double expected = golden.getValue().asDouble();
                assertThat(norm)
                        .as(golden.getKey())
                        .isCloseTo(expected, within(Math.max(1e-2 * expected, 1e-3 * goldenTotal)));
            }
            assertThat(Math.sqrt(total)).isCloseTo(goldenTotal, within(1e-3 * goldenTotal));
            assertSamples(gradients, step.get("grad"), 0.1);
        }
    }

    private static Learner learner(TorchNetwork network, Optimizer optimizer) {
        return new Learner(network, optimizer, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1));
    }

    private static void assertStatistics(StateDict state, JsonNode golden) {
        for (var unit : golden.properties()) {
            String norm = unit.getKey() + ".bn.";
            assertSample(state.require(norm + "running_mean"), unit.getValue().get("mean"), 1e-3);
            assertSample(state.require(norm + "running_var"), unit.getValue().get("var"), 1e-3);
        }
    }

    /** Samples may differ by {@code tolerance} times the tensor's root mean square. */
    private static void assertSamples(StateDict state, JsonNode golden, double tolerance) {
        for (var entry : golden.properties()) {
            TensorData tensor = state.require(entry.getKey());
            double rms = entry.getValue().get("l2").asDouble() / Math.sqrt((double) tensor.size());
            assertSample(tensor, entry.getValue(), tolerance * rms);
        }
    }

    private static void assertSample(TensorData tensor, JsonNode golden, double allowed) {
        float[] values = tensor.toFloatArray();
        JsonNode first = golden.get("first8");
        for (int i = 0; i < first.size(); i++) {
            assertThat((double) values[i]).isCloseTo(first.get(i).asDouble(), within(allowed));
        }
        JsonNode spread = golden.get("spread8");
        for (int i = 0; i < spread.size(); i++) {
            int at = golden.get("spread8_index").get(i).asInt();
            assertThat((double) values[at]).isCloseTo(spread.get(i).asDouble(), within(allowed));
        }
    }

    private static void assertEvaluation(Logits logits, JsonNode golden) {
        for (int clip = 0; clip < logits.clips(); clip++) {
            float[] row = logits.row(clip);
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < row.length; i++) {
                double expected = golden.get(clip).get(i).asDouble();
                difference += (row[i] - expected) * (row[i] - expected);
                norm += expected * expected;
            }
            assertThat(Math.sqrt(difference / norm)).isLessThan(0.02);
        }
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static TorchNetwork network(double momentum, StateDict weights) {
        return TorchNetwork.of(new ModelSettings(3, 400, 1e-3, momentum, 1.0), weights, "cpu", Precision.FP32);
    }

    private static StateDict weights(boolean calm) {
        ModelSettings settings = ModelSettings.of(3, 400);
        return calm ? GoldenModel.calmWeights(settings, 1) : GoldenModel.weights(settings, 1, false);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = GoldenTrainingTest.class.getResourceAsStream("/golden/train.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
