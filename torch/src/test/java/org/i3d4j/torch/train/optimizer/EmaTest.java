package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmaTest {
    private static final String MEAN = "Conv3d_1a_7x7.bn.running_mean";
    private static final String BIAS = "logits.conv3d.bias";

    private final TorchNetwork network;

    EmaTest() {
        network = TorchNetwork.random(ModelSettings.of(3, 2), "cpu", Precision.FP32, 1);
    }

    @BeforeEach
    void startAtZero() {
        fill(0);
    }

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    private void fill(double value) {
        try (NoGradGuard guard = new NoGradGuard();
                Scalar scalar = new Scalar(value)) {
            network.parameters().values().fill_(scalar);
            network.parameters().statistics().fill_(scalar);
        }
    }

    private float value(String name) {
        return network.stateDict().require(name).toFloatArray()[0];
    }

    @Test
    void averagesWeightsAndStatisticsFasterAtFirst() {
        try (Ema ema = new Ema(network.parameters(), 0.5)) {
            fill(1);
            ema.update(1);
            fill(2);
            ema.update(1000);
            ema.exchange();

            double first = 1 - 2.0 / 11;
            assertThat(value(BIAS)).isCloseTo((float) (0.5 * first + 0.5 * 2), within(1e-6f));
            assertThat(value(MEAN)).isCloseTo((float) (0.5 * first + 0.5 * 2), within(1e-6f));
            ema.exchange();
            assertThat(value(BIAS)).isEqualTo(2);
            assertThat(value(MEAN)).isEqualTo(2);
        }
    }

    @Test
    void goesOnFromItsState() {
        try (Ema ema = new Ema(network.parameters(), 0.9);
                Ema other = new Ema(network.parameters(), 0.9)) {
            fill(3);
            ema.update(7);
            StateDict state = new StateDict(ema.state());
            assertThat(state.names()).hasSize(network.stateDict().size()).allMatch(name -> name.startsWith("ema."));

            other.restore(state);

            assertThat(other.state()).isEqualTo(state.asMap());
            assertThat(value(BIAS)).as("the network's own").isEqualTo(3);
        }
    }

    @Test
    void startsFromTheWeightsWhereARunHadNone() {
        try (Ema ema = new Ema(network.parameters(), 0.9)) {
            fill(4);
            ema.restore(new StateDict(Map.of()));
            ema.exchange();

            assertThat(value(BIAS)).isEqualTo(4);
        }
    }

    @Test
    void withoutDecayThereIsNone() {
        try (Ema ema = new Ema(network.parameters(), 0)) {
            fill(5);
            ema.update(1);
            ema.exchange();

            assertThat(ema.isOn()).isFalse();
            assertThat(ema.state()).isEmpty();
            assertThat(value(BIAS)).isEqualTo(5);
        }
    }
}
