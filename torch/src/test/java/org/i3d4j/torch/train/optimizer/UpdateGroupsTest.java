package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.config.OptimizerType;
import org.i3d4j.config.TrainConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.network.Precision;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TorchNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two updates with all weights 1 and all gradients 0.5; each tensor stands for its kind. */
class UpdateGroupsTest {
    private static final String KERNEL = "Mixed_3b.b0.conv3d.weight";
    private static final String SHIFT = "Mixed_3b.b0.bn.bias";
    private static final String HEAD_BIAS = "logits.conv3d.bias";
    private static final double RATE = 0.1;
    private static final float ROUNDING = 1e-6f;

    private static TorchNetwork network;

    @BeforeAll
    static void makeNetwork() {
        network = TorchNetwork.random(ModelSettings.of(3, 2), "cpu", Precision.FP32, 1);
    }

    @AfterAll
    static void closeNetwork() {
        network.close();
    }

    /** The values after the updates, by the changes of the configuration. */
    private static float after(OptimizerType type, double rate, String name, double gradient, String... changes) {
        return after(network, type, rate, name, gradient, changes);
    }

    private static float after(
            TorchNetwork network, OptimizerType type, double rate, String name, double gradient, String... changes) {
        var config = ConfigFile.parse(
                        "{learning_rate: {lr: 1}, train: {epochs: 1}, optimizer: {weight_decay: 0.2, momentum: 0.9}}",
                        "test.yaml",
                        List.of(changes))
                .config();
        ParameterStore parameters = network.parameters();
        fill(parameters.values(), 1);
        try (Optimizer optimizer = optimizer(type, config.optimizer(), config.train(), parameters)) {
            for (int step = 1; step <= 2; step++) {
                fill(parameters.gradients(), gradient);
                optimizer.step(step, rate);
            }
            return network.stateDict().require(name).toFloatArray()[0];
        }
    }

    private static Optimizer optimizer(
            OptimizerType type, OptimizerConfig config, TrainConfig train, ParameterStore parameters) {
        Freezing freezing = Freezing.of(train, parameters.parameters());
        UpdateGroups groups = UpdateGroups.of(config, freezing, parameters);
        return switch (type) {
            case SGD -> new Sgd(parameters, config.momentum(), config.weightDecay(), false, groups);
            case ADAMW -> new AdamW(parameters, 0.9, 0.999, 1e-8, config.weightDecay(), groups);
        };
    }

    private static void fill(Tensor tensor, double value) {
        try (NoGradGuard guard = new NoGradGuard();
                Scalar scalar = new Scalar(value)) {
            tensor.fill_(scalar);
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void aFactorIsAnotherLearningRate(OptimizerType type) {
        String factors = "optimizer.lr_factors=[{pattern: Mixed_3b, factor: 0.25}]";

        assertThat(after(type, RATE, KERNEL, 0.5, factors))
                .isCloseTo(after(type, RATE / 4, KERNEL, 0.5), within(ROUNDING))
                .isNotCloseTo(after(type, RATE, KERNEL, 0.5), within(ROUNDING));
        assertThat(after(type, RATE, HEAD_BIAS, 0.5, factors))
                .isCloseTo(after(type, RATE, HEAD_BIAS, 0.5), within(ROUNDING));
    }

    /** The gradient of a frozen tensor is zero; its decay has to be, too. */
    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void aFrozenTensorDoesNotDecay(OptimizerType type) {
        assertThat(after(type, RATE, KERNEL, 0, "train.freeze=[Mixed_3b]")).isEqualTo(1);
        assertThat(after(type, RATE, KERNEL, 0)).isLessThan(1);
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void blocksOfResNetAreFrozenAndHaveRates(OptimizerType type) {
        String kernel = "layer1.1.conv2.conv3d.weight";
        String projection = "layer4.0.downsample.conv3d.weight";
        ModelSettings settings = new ModelSettings(Backbone.RESNET_50_8X8, 3, 2, 1e-5, 0.1, 0.5);
        try (TorchNetwork resNet = TorchNetwork.random(settings, "cpu", Precision.FP32, 1)) {
            assertThat(after(resNet, type, RATE, kernel, 0.5, "train.freeze=['layer1.*']"))
                    .isEqualTo(1);
            assertThat(after(resNet, type, RATE, kernel, 0.5)).isLessThan(1);
            assertThat(after(
                            resNet,
                            type,
                            RATE,
                            projection,
                            0.5,
                            "optimizer.lr_factors=[{pattern: 'layer4.*', factor: 0.25}]"))
                    .isCloseTo(after(type, RATE / 4, KERNEL, 0.5), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void normAndBiasCanBeSparedFromDecay(OptimizerType type) {
        String spared = "optimizer.decay_norm_and_bias=false";

        assertThat(after(type, RATE, SHIFT, 0, spared)).isEqualTo(1);
        assertThat(after(type, RATE, HEAD_BIAS, 0, spared)).isEqualTo(1);
        assertThat(after(type, RATE, KERNEL, 0, spared))
                .isCloseTo(after(type, RATE, KERNEL, 0), within(ROUNDING))
                .isLessThan(1);
    }
}
