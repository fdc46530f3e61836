package org.i3d4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BfloatGradientsTest {

    /**
     * Clips whose last feature maps have 1, 2 and 3 time steps: oneDNN's bfloat16 gradients of a padded kernel are garbage at
     * 2. The norms agree with float32 to a few per cent where they are right, and are off by orders of magnitude where not.
     */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void bfloat16GradientsAreThoseOfFloat32UpToRounding(int frames) {
        StateDict full = gradients(Precision.FP32, frames);
        StateDict half = gradients(Precision.BF16, frames);

        for (String name : full.names()) {
            if (name.endsWith("conv3d.weight")) {
                double expected = norm(full.require(name).toFloatArray());
                assertThat(norm(half.require(name).toFloatArray()))
                        .as(name)
                        .isCloseTo(expected, within(0.25 * expected));
            }
        }
    }

    private static StateDict gradients(Precision precision, int frames) {
        ModelSettings settings = new ModelSettings(3, 8, 1e-3, 0.1, 1);
        try (TorchNetwork network =
                        TorchNetwork.of(settings, GoldenModel.weights(settings, 1, false), "cpu", precision);
                Optimizer optimizer = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = GoldenClips.batch(1, 4, 3, frames, 64, 64)) {
            new Learner(network, optimizer, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1))
                    .step(clips, Targets.ofClasses(8, 0, 1, 2, 3), 1, 0);
            return new StateDict(
                    network.parameters().layout().slices(network.parameters().gradients(), ""));
        }
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
