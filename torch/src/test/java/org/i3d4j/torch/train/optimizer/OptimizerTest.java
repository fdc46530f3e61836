package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenRandom;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.Tensors;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Update rules on the first values of a network's parameter vector; the gradients are the golden kit's. */
class OptimizerTest {
    private static final int SIZE = 16;
    private static final int STEPS = 5;

    private static TorchNetwork network;
    private static ParameterStore parameters;

    @BeforeAll
    static void makeNetwork() {
        network = TorchNetwork.random(ModelSettings.of(3, 1), "cpu", Precision.FP32, 1);
        parameters = network.parameters();
    }

    @AfterAll
    static void closeNetwork() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 0, 0, false",
        "1, 0.01, 0.9, 4e-4, false",
        "2, 0.1, 0.9, 0.05, false",
        "3, 0.1, 0.9, 0.05, true"
    })
    void sgdTakesTheGoldenSteps(int golden, double rate, double momentum, double decay, boolean nesterov)
            throws IOException {
        JsonNode expected = goldens().get(golden).get("w_after");
        set(parameters.values(), golden("opt/w"));
        try (Optimizer sgd = new Sgd(parameters, momentum, decay, nesterov)) {
            for (int step = 1; step <= STEPS; step++) {
                float[] after = step(sgd, step, rate);

                for (int i = 0; i < SIZE; i++) {
                    assertThat((double) after[i])
                            .as("value %d after step %d", i, step)
                            .isCloseTo(expected.get(step - 1).get(i).asDouble(), within(1e-6));
                }
            }
        }
    }

    private static JsonNode goldens() throws IOException {
        try (InputStream in = OptimizerTest.class.getResourceAsStream("/golden/train.json")) {
            return JsonMapper.shared().readTree(in).get("optimizer");
        }
    }

    /** Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), algorithm 2, in double precision. */
    @ParameterizedTest
    @CsvSource({"0.9, 0.999, 1e-8, 0", "0.8, 0.95, 1e-3, 0.1"})
    void adamWFollowsItsDefinition(double beta1, double beta2, double eps, double decay) {
        double rate = 0.01;
        float[] start = golden("opt/w");
        double[] w = new double[SIZE];
        double[] mean = new double[SIZE];
        double[] square = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            w[i] = start[i];
        }
        set(parameters.values(), start);
        try (Optimizer adamW = new AdamW(parameters, beta1, beta2, eps, decay)) {
            for (int step = 1; step <= STEPS; step++) {
                float[] gradient = golden("opt/g/" + step);
                float[] after = step(adamW, step, rate);

                for (int i = 0; i < SIZE; i++) {
                    mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i];
                    square[i] = beta2 * square[i] + (1 - beta2) * gradient[i] * gradient[i];
                    double unbiasedMean = mean[i] / (1 - Math.pow(beta1, step));
                    double unbiasedSquare = square[i] / (1 - Math.pow(beta2, step));
                    w[i] -= rate * decay * w[i] + rate * unbiasedMean / (Math.sqrt(unbiasedSquare) + eps);
                    assertThat((double) after[i])
                            .as("value %d after step %d", i, step)
                            .isCloseTo(w[i], within(2e-6));
                }
            }
        }
    }

    @Test
    void sgdGoesOnFromItsStateAsIfNeverStopped() {
        goesOnFromItsState(parameters -> new Sgd(parameters, 0.9, 0.05, true));
    }

    @Test
    void adamWGoesOnFromItsStateAsIfNeverStopped() {
        goesOnFromItsState(parameters -> new AdamW(parameters, 0.9, 0.999, 1e-8, 0.05));
    }

    private static void goesOnFromItsState(Function<ParameterStore, Optimizer> rule) {
        set(parameters.values(), golden("opt/w"));
        float[] values;
        float[] expected;
        StateDict state;
        try (Optimizer first = rule.apply(parameters)) {
            step(first, 1, 0.1);
            values = step(first, 2, 0.1);
            state = new StateDict(first.state());
            expected = step(first, 3, 0.1);
        }
        assertThat(state.names()).allMatch(name -> name.startsWith("optimizer."));
        set(parameters.values(), values);
        try (Optimizer second = rule.apply(parameters)) {
            second.restore(state);
            assertThat(second.state()).isEqualTo(state.asMap());
            assertThat(step(second, 3, 0.1)).isEqualTo(expected);
        }
    }

    private static float[] step(Optimizer optimizer, int step, double rate) {
        set(parameters.gradients(), golden("opt/g/" + step));
        optimizer.step(step, rate);
        return head(parameters.values());
    }

    private static float[] golden(String stream) {
        return new GoldenRandom(1, stream).uniform(SIZE, -1, 1);
    }

    /** The first values as given, the rest zero. */
    private static void set(Tensor flat, float[] values) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            flat.zero_();
            Tensors.copy(TensorData.of(values, SIZE), flat.narrow(0, 0, SIZE));
        }
    }

    private static float[] head(Tensor flat) {
        try (PointerScope scope = new PointerScope()) {
            return Tensors.copyOf(flat.narrow(0, 0, SIZE)).toFloatArray();
        }
    }
}
