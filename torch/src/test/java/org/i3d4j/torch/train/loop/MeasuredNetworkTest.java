package org.i3d4j.torch.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.DeviceException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Engines;
import org.i3d4j.network.Network;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.training.OwnThread;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;

class MeasuredNetworkTest {
    private static final ModelSettings SETTINGS = ModelSettings.of(3, 5);

    @Test
    void answersAsTheEngineOfEvaluationDoesWithTheWeightsOfNow() {
        StateDict later = weights(2);
        try (TorchNetwork trained = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, 1);
                ClipBatch clips = GoldenClips.batch(7, 2, 3, 16, 32, 32);
                OwnThread thread = new OwnThread("test")) {
            MeasuredNetwork measured = new MeasuredNetwork(trained, Compute.DEFAULT, thread);

            float[] first = measured.lend(lent -> logits(lent, clips));
            trained.load(later);
            float[] second = measured.lend(lent -> logits(lent, clips));

            assertThat(first).isEqualTo(evaluated(weights(1), clips));
            assertThat(second).isEqualTo(evaluated(later, clips)).isNotEqualTo(first);
            assertThat(measured.<Boolean>lend(lent -> lent == trained))
                    .isEqualTo(Engines.onClassPath().chosen(Compute.DEFAULT) == Engine.LIBTORCH);
        }
    }

    @Test
    void isTheOneInTrainingWhereLibtorchWasAskedFor() {
        try (TorchNetwork trained = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, 1);
                OwnThread thread = new OwnThread("test")) {
            MeasuredNetwork measured =
                    new MeasuredNetwork(trained, new Compute("cpu", Precision.FP32, Engine.LIBTORCH), thread);

            assertThat(measured.<Boolean>lend(lent -> lent == trained)).isTrue();
        }
    }

    @Test
    void refusesAnEngineThatCannot() {
        try (TorchNetwork trained = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, 1);
                OwnThread thread = new OwnThread("test")) {
            assertThatThrownBy(() ->
                            new MeasuredNetwork(trained, new Compute("cuda", Precision.FP32, Engine.ONEDNN), thread))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("onednn runs on the CPU only");
        }
    }

    private static StateDict weights(long seed) {
        try (TorchNetwork network = TorchNetwork.random(SETTINGS, "cpu", Precision.FP32, seed)) {
            return network.stateDict();
        }
    }

    private static float[] evaluated(StateDict weights, ClipBatch clips) {
        try (Network network = Engines.create(SETTINGS, weights, ActivationRanges.NONE, Compute.DEFAULT)) {
            return logits(network, clips);
        }
    }

    private static float[] logits(Network network, ClipBatch clips) {
        return network.forward(clips).row(1);
    }
}
