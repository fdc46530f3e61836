package org.i3d4j.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.i3d4j.MachineArithmetic;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.error.Advice;
import org.i3d4j.error.DeviceException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.golden.GoldenModel;
import org.i3d4j.network.Compute;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.OneDnnProvider;
import org.i3d4j.network.onednn.training.OneDnnTraining;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.loop.Learner;
import org.i3d4j.torch.train.loop.Loss;
import org.i3d4j.torch.train.loop.Targets;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** oneDNN learns what libtorch's autograd does. */
@MachineArithmetic
class TrainingEnginesTest {
    private static final ModelSettings SETTINGS = new ModelSettings(3, 8, 1e-3, 0.1, 1);
    private static final Targets TARGETS = Targets.ofClasses(8, 0, 1);

    /** Two clips of a size, for a network. */
    private record Size(Backbone backbone, int frames, int height, int width) {
        Size(int frames, int height, int width) {
            this(Backbone.INCEPTION, frames, height, width);
        }

        ClipBatch clips(int seed) {
            return GoldenClips.batch(seed, 2, 3, frames, height, width);
        }
    }

    private static TorchNetwork network(Engine engine, Precision precision) {
        return network(Backbone.INCEPTION, engine, precision);
    }

    private static TorchNetwork network(Backbone backbone, Engine engine, Precision precision) {
        ModelSettings settings = SETTINGS.of(backbone);
        TorchNetwork network = TorchNetwork.of(settings, GoldenModel.calmWeights(settings, 1), "cpu", precision);
        network.trainWith(engine);
        return network;
    }

    /** Gradients, and the running statistics behind them. */
    private record Learnt(StateDict gradients, StateDict network, String engine) {}

    /** @param engines of the batches that make one update */
    private static Learnt learn(Precision precision, Size size, List<Engine> engines) {
        return learn(precision, size, engines, false);
    }

    private static Learnt learn(Precision precision, Size size, List<Engine> engines, boolean recomputes) {
        try (TorchNetwork network = network(size.backbone(), Engine.AUTO, precision);
                Optimizer optimizer = new Sgd(network.parameters(), 0, 0, false)) {
            network.recompute(recomputes);
            Learner.Settings settings = new Learner.Settings(GradientClipping.OFF, engines.size() > 1, 1);
            Learner learner = new Learner(network, optimizer, new Loss.SoftmaxCrossEntropy(0), settings);
            for (int batch = 1; batch <= engines.size(); batch++) {
                network.trainWith(engines.get(batch - 1));
                try (ClipBatch clips = size.clips(batch)) {
                    learner.add(clips, TARGETS, batch, batch == engines.size());
                }
            }
            learner.update(1, 0);
            return new Learnt(
                    new StateDict(network.parameters()
                            .layout()
                            .slices(network.parameters().gradients(), "")),
                    network.stateDict(),
                    learner.engine());
        }
    }

    /** Lengths of which the last feature maps have 1, 2 and 3 time steps, and sizes that nothing divides. */
    @ParameterizedTest
    @CsvSource({
        "INCEPTION, 8, 64, 64",
        "INCEPTION, 16, 64, 64",
        "INCEPTION, 24, 64, 64",
        "INCEPTION, 19, 71, 83",
        "RESNET_50_8X8, 8, 64, 64",
        "RESNET_50_8X8, 5, 71, 83",
        "RESNET_50, 16, 64, 64",
        "RESNET_50, 19, 71, 83"
    })
    void gradientsAndStatisticsAreAutograds(Backbone backbone, int frames, int height, int width) {
        Size size = new Size(backbone, frames, height, width);

        Learnt ours = learn(Precision.FP32, size, List.of(Engine.ONEDNN));

        assertThat(ours.engine()).startsWith("oneDNN");
        assertSame(ours, learn(Precision.FP32, size, List.of(Engine.LIBTORCH)));
    }

    /** Of odd sizes too, and where the paddings in time meet. */
    @ParameterizedTest
    @CsvSource({
        "INCEPTION, FP32, 16, 64, 64",
        "INCEPTION, FP32, 8, 71, 83",
        "INCEPTION, BF16, 16, 64, 64",
        "INCEPTION, BF16, 19, 71, 83",
        "RESNET_50, FP32, 16, 64, 64",
        "RESNET_50_8X8, BF16, 5, 71, 83"
    })
    void mapsThatAreComputedAgainGiveTheSameDigits(
            Backbone backbone, Precision precision, int frames, int height, int width) {
        assumeTrue(OneDnnTraining.obstacle(precision).isEmpty());
        Size size = new Size(backbone, frames, height, width);
        List<Engine> twice = List.of(Engine.ONEDNN, Engine.ONEDNN);

        Learnt kept = learn(precision, size, twice, false);
        Learnt recomputed = learn(precision, size, twice, true);

        assertThat(recomputed.engine()).isEqualTo(kept.engine() + ", recomputing");
        assertThat(differing(recomputed.gradients(), kept.gradients())).isEmpty();
        assertThat(differing(recomputed.network(), kept.network())).isEmpty();
    }

    private static List<String> differing(StateDict actual, StateDict expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        return expected.names().stream()
                .filter(name -> !Arrays.equals(
                        actual.require(name).toFloatArray(),
                        expected.require(name).toFloatArray()))
                .toList();
    }

    @Test
    void anEngineThatKeepsAllMapsSaysSo() {
        Learnt learnt = learn(Precision.FP32, new Size(16, 64, 64), List.of(Engine.LIBTORCH), true);

        assertThat(learnt.engine()).endsWith("(as asked, keeping all maps, as only oneDNN recomputes)");
    }

    /** What bfloat16 rounds off, grown on the way to the first layer, is as much by oneDNN as by autograd. */
    @ParameterizedTest
    @CsvSource({"INCEPTION, 24, 64, 64", "INCEPTION, 19, 71, 83", "RESNET_50_8X8, 8, 64, 64", "RESNET_50, 19, 71, 83"})
    void bfloatGradientsAreAsNearAsAutograds(Backbone backbone, int frames, int height, int width) {
        assumeTrue(new OneDnnProvider()
                .obstacle(new Compute("cpu", Precision.BF16, Engine.ONEDNN))
                .isEmpty());
        Size size = new Size(backbone, frames, height, width);
        StateDict exact = learn(Precision.FP32, size, List.of(Engine.LIBTORCH)).gradients();

        double ours =
                distance(learn(Precision.BF16, size, List.of(Engine.ONEDNN)).gradients(), exact);
        double autograds =
                distance(learn(Precision.BF16, size, List.of(Engine.LIBTORCH)).gradients(), exact);

        assertThat(autograds).isLessThan(0.5 * length(exact));
        assertThat(ours).isLessThan(1.3 * autograds);
    }

    @Test
    void gradientsAddUpWhoeverComputesThem() {
        Size size = new Size(16, 64, 64);
        Learnt expected = learn(Precision.FP32, size, List.of(Engine.LIBTORCH, Engine.LIBTORCH, Engine.LIBTORCH));

        assertSame(learn(Precision.FP32, size, List.of(Engine.ONEDNN, Engine.ONEDNN, Engine.ONEDNN)), expected);
        assertSame(learn(Precision.FP32, size, List.of(Engine.ONEDNN, Engine.LIBTORCH, Engine.ONEDNN)), expected);
        assertSame(learn(Precision.FP32, size, List.of(Engine.LIBTORCH, Engine.ONEDNN, Engine.LIBTORCH)), expected);
    }

    /**
     * Gradients up to what rounding becomes on its way to the first layer: of values that ReLU and pooling let pass in one
     * engine only, and of shifts whose effects cancel.
     */
    private static void assertSame(Learnt actual, Learnt expected) {
        double all = length(expected.gradients());
        for (String name : expected.gradients().names()) {
            double allowed = 0.02 * length(expected.gradients(), name) + 1e-4 * all;
            assertThat(distance(actual.gradients(), expected.gradients(), name))
                    .as("gradient of %s", name)
                    .isLessThan(allowed);
        }
        for (String name : expected.network().names()) {
            assertThat(distance(actual.network(), expected.network(), name))
                    .as(name)
                    .isLessThanOrEqualTo(1e-4 * length(expected.network(), name));
        }
    }

    private static double length(StateDict tensors) {
        return overall(tensors, name -> length(tensors, name));
    }

    private static double distance(StateDict actual, StateDict expected) {
        return overall(expected, name -> distance(actual, expected, name));
    }

    private static double overall(StateDict tensors, ToDoubleFunction<String> ofEach) {
        return Math.sqrt(tensors.names().stream()
                .mapToDouble(ofEach)
                .map(each -> each * each)
                .sum());
    }

    private static double distance(StateDict actual, StateDict expected, String name) {
        float[] a = actual.require(name).toFloatArray();
        float[] b = expected.require(name).toFloatArray();
        double squares = 0;
        for (int i = 0; i < b.length; i++) {
            squares += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(squares);
    }

    private static double length(StateDict tensors, String name) {
        double squares = 0;
        for (float value : tensors.require(name).toFloatArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    @Test
    void autogradLeavesOutWhatIsFrozen() {
        try (TorchNetwork network = network(Engine.AUTO, Precision.FP32)) {
            network.parameters().freeze(Set.of("Conv3d_1a_7x7.conv3d.weight"));

            assertThat(engineOf(network, new Size(16, 64, 64)))
                    .startsWith("libtorch")
                    .contains("oneDNN trains all layers below the head or none");
        }
    }

    @Test
    void autogradTrainsNonLocalBlocks() {
        Size size = new Size(Backbone.RESNET_50_8X8_NLN, 8, 64, 64);

        Learnt learnt = learn(Precision.FP32, size, List.of(Engine.AUTO));

        assertThat(learnt.engine()).startsWith("libtorch").contains("oneDNN has no gradients of non-local blocks");
        for (String part : List.of("theta", "phi", "g", "out")) {
            String kernel = "layer3.5.non_local." + part + ".conv3d.weight";
            assertThat(length(learnt.gradients(), kernel)).as(kernel).isPositive();
        }
        // A shift ahead of a batch norm changes nothing; what is left of its gradient is rounding.
        assertThat(length(learnt.gradients(), "layer3.5.non_local.out.conv3d.bias"))
                .isLessThan(1e-3 * length(learnt.gradients(), "layer3.5.non_local.out.conv3d.weight"));
    }

    @Test
    void aFrozenHeadChangesNothing() {
        try (TorchNetwork network = network(Engine.AUTO, Precision.FP32)) {
            network.parameters().freeze(Set.of("logits.conv3d.bias"));

            assertThat(engineOf(network, new Size(16, 64, 64))).startsWith("oneDNN");
        }
    }

    private static String engineOf(TorchNetwork network, Size size) {
        try (Optimizer optimizer = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = size.clips(1)) {
            Learner learner =
                    new Learner(network, optimizer, new Loss.SoftmaxCrossEntropy(0), Learner.Settings.plain(1));
            learner.step(clips, TARGETS, 1, 0);
            return learner.engine();
        }
    }

    @Test
    void saysWhyOneDnnCanNotWhereItIsAskedFor() {
        try (TorchNetwork network = network(Engine.ONEDNN, Precision.FP32)) {
            network.parameters().freeze(Set.of("Mixed_3b.b0.bn.running_mean"));

            assertThatThrownBy(() -> engineOf(network, new Size(16, 64, 64)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessage(Advice.ASKED_FOR_ONEDNN + ": oneDNN trains all layers below the head or none");
        }
    }
}
