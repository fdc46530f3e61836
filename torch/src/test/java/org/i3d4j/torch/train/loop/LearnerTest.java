package org.i3d4j.torch.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.error.TrainingException;
import org.i3d4j.golden.GoldenClips;
import org.i3d4j.network.Engine;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.optimizer.GradientClipping;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.video.ClipBatch;
import org.i3d4j.weights.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of a network without dropout on clips of 8 frames of 32x32 pixels. */
class LearnerTest {
    private static final ModelSettings SETTINGS = new ModelSettings(3, 2, 1e-3, 0.1, 1);
    private static final Loss LOSS = new Loss.SoftmaxCrossEntropy(0);

    private static TorchNetwork network(Precision precision) {
        return TorchNetwork.random(SETTINGS, "cpu", precision, 1);
    }

    private static ClipBatch clips(long seed, int clips) {
        return GoldenClips.batch(seed, clips, 3, 8, 32, 32);
    }

    private static Set<String> tensors(String part) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : Parameter.of(SETTINGS.architecture())) {
            if (parameter.name().contains(part)) {
                names.add(parameter.name());
            }
        }
        return names;
    }

    /** Without batch statistics, the clips of a batch don't interact. */
    @Test
    void accumulatedBatchesAreOneBatchOfAllTheirClips() {
        Learner.Settings settings = new Learner.Settings(GradientClipping.OFF, true, 1);
        StateDict atOnce = afterStep(settings, List.of(3));
        StateDict accumulated = afterStep(settings, List.of(1, 2));
        StateDict endingInNothing = afterStep(settings, List.of(1, 2, 0));
        StateDict plain = afterStep(Learner.Settings.plain(1), List.of(3));

        for (String name :
                List.of("logits.conv3d.weight", "Mixed_5c.b0.conv3d.weight", "Conv3d_1a_7x7.conv3d.weight")) {
            assertClose(accumulated, atOnce, name);
            assertThat(endingInNothing.require(name)).as(name).isEqualTo(accumulated.require(name));
            assertClose(plain, atOnce, name);
        }
    }

    private static StateDict afterStep(Learner.Settings settings, List<Integer> batchSizes) {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch all = clips(7, 3)) {
            network.parameters().freeze(tensors(".bn.running_"));
            Learner learner = new Learner(network, sgd, LOSS, settings);
            long[] labels = {1, 0, 1};
            int first = 0;
            for (int i = 0; i < batchSizes.size(); i++) {
                int size = batchSizes.get(i);
                boolean last = i == batchSizes.size() - 1;
                if (size == 0) {
                    learner.addNothing(1, last);
                } else {
                    try (ClipBatch part = part(all, first, size)) {
                        Targets targets = Targets.ofClasses(2, Arrays.copyOfRange(labels, first, first + size));
                        learner.add(part, targets, 1, last);
                    }
                }
                first += size;
            }
            learner.update(1, 0.1);
            return network.stateDict();
        }
    }

    private static ClipBatch part(ClipBatch all, int first, int clips) {
        ClipBatch part = ClipBatch.allocate(clips, all.channels(), all.frames(), all.height(), all.width());
        for (int clip = 0; clip < clips; clip++) {
            for (int channel = 0; channel < all.channels(); channel++) {
                for (int frame = 0; frame < all.frames(); frame++) {
                    part.plane(clip, channel, frame).put(all.plane(first + clip, channel, frame));
                }
            }
        }
        return part;
    }

    /** Sums in another order differ in the last digits. */
    private static void assertClose(StateDict found, StateDict expected, String name) {
        float[] a = found.require(name).toFloatArray();
        float[] b = expected.require(name).toFloatArray();
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).as("%s[%d]", name, i).isCloseTo(b[i], within(1e-4f));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void frozenLayersAndStatisticsStayAsTheyAre(Precision precision) {
        Set<String> frozen = tensors("Conv3d_");
        frozen.addAll(tensors(".bn."));
        try (TorchNetwork network = network(precision);
                Optimizer sgd = new Sgd(network.parameters(), 0.9, 0, false);
                ClipBatch clips = clips(3, 2)) {
            network.parameters().freeze(frozen);
            StateDict before = network.stateDict();

            new Learner(network, sgd, LOSS, Learner.Settings.plain(1)).step(clips, Targets.ofClasses(2, 0, 1), 1, 0.1);

            StateDict after = network.stateDict();
            for (String name : before.names()) {
                if (frozen.contains(name)) {
                    assertThat(after.require(name)).as(name).isEqualTo(before.require(name));
                }
            }
            assertThat(after.require("Mixed_3b.b0.conv3d.weight"))
                    .isNotEqualTo(before.require("Mixed_3b.b0.conv3d.weight"));
            assertThat(network.parameters().get("Conv3d_1a_7x7.conv3d.weight").requires_grad())
                    .as("a backward pass through frozen layers")
                    .isFalse();
        }
    }

    @Test
    void withoutFreezingStatisticsMove() {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = clips(3, 2)) {
            StateDict before = network.stateDict();

            new Learner(network, sgd, LOSS, Learner.Settings.plain(1)).step(clips, Targets.ofClasses(2, 0, 1), 1, 0);

            assertThat(network.stateDict().require("Conv3d_1a_7x7.bn.running_mean"))
                    .isNotEqualTo(before.require("Conv3d_1a_7x7.bn.running_mean"));
        }
    }

    @Test
    void measuresTheGradientAndShortensIt() {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = clips(3, 2)) {
            Learner.Settings settings = new Learner.Settings(new GradientClipping(1e-3), false, 1);

            Learner.Result result =
                    new Learner(network, sgd, LOSS, settings).step(clips, Targets.ofClasses(2, 0, 1), 1, 0);

            assertThat(result.gradientNorm()).isGreaterThan(1e-3).isLessThan(1e6);
            assertThat(length(network.parameters().gradients())).isCloseTo(1e-3, within(1e-8));
        }
    }

    /** In float64: libtorch's own norm of so many values is a thousandth too small. */
    private static double length(Tensor vector) {
        FloatBuffer values =
                new FloatPointer(vector.data_ptr()).capacity(vector.numel()).asBuffer();
        double squares = 0;
        while (values.hasRemaining()) {
            squares += Math.pow(values.get(), 2);
        }
        return Math.sqrt(squares);
    }

    /** oneDNN's ReLU makes 0 of NaN: the loss alone would look well for ever. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"ONEDNN", "LIBTORCH"})
    void aWeightThatIsNoNumberEndsTraining(Engine engine) {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = clips(3, 2)) {
            network.trainWith(engine);
            network.parameters().get("Mixed_3b.b0.conv3d.weight").fill_(new Scalar(Double.NaN));
            Learner learner = new Learner(network, sgd, LOSS, Learner.Settings.plain(1));

            assertThatThrownBy(() -> learner.step(clips, Targets.ofClasses(2, 0, 1), 1, 0.1))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageMatching("the loss is NaN|the feature maps hold values that are not finite");
        }
    }

    @Test
    void aLossThatIsNotFiniteLeavesTheWeights() {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0.9, 0.1, false);
                ClipBatch clips = clips(3, 1)) {
            clips.plane(0, 0, 0).put(0, Float.NaN);
            network.parameters().freeze(tensors(".bn.running_"));
            StateDict before = network.stateDict();
            Learner learner = new Learner(network, sgd, LOSS, Learner.Settings.plain(1));

            assertThatThrownBy(() -> learner.step(clips, Targets.ofClasses(2, 0), 1, 0.1))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("the loss is NaN");
            assertThat(network.stateDict().asMap()).isEqualTo(before.asMap());
        }
    }

    /** Videos of several classes count as right when the first guess is one of them; those of none never do. */
    @Test
    void countsTheFirstGuessAmongSeveralLabels() {
        try (TorchNetwork network = network(Precision.FP32);
                Optimizer sgd = new Sgd(network.parameters(), 0, 0, false);
                ClipBatch clips = clips(3, 2)) {
            Learner learner = new Learner(network, sgd, new Loss.SigmoidCrossEntropy(), Learner.Settings.plain(1));

            assertThat(learner.step(clips, Targets.ofShares(2, 1, 1, 1, 1), 1, 0)
                            .correct())
                    .isEqualTo(2);
            assertThat(learner.step(clips, Targets.ofShares(2, 0, 0, 0, 0), 2, 0)
                            .correct())
                    .isZero();
        }
    }
}
