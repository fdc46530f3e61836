package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.error.ConfigException;
import org.junit.jupiter.api.Test;

class FreezingTest {
    private static final List<Parameter> PARAMETERS =
            Parameter.of(ModelSettings.of(3, 2).architecture());
    private static final List<Parameter> OF_RESNET = Parameter.of(Backbone.RESNET_50.architecture(3, 2));

    private static I3dConfig config(String... changes) {
        return ConfigFile.parse("{learning_rate: {lr: 1}, train: {epochs: 1}}", "test.yaml", List.of(changes))
                .config();
    }

    private static Freezing freezing(String... changes) {
        return Freezing.of(config(changes).train(), PARAMETERS);
    }

    @Test
    void holdsNothingUnlessAsked() {
        assertThat(freezing().tensors()).isEmpty();
    }

    @Test
    void aPatternTakesWholeLayersWithTheirStatistics() {
        assertThat(freezing("train.freeze=[Mixed_3b.b0, 'Conv3d_2?_1x1.conv3d.*']")
                        .tensors())
                .containsExactlyInAnyOrder(
                        "Mixed_3b.b0.conv3d.weight",
                        "Mixed_3b.b0.bn.weight",
                        "Mixed_3b.b0.bn.bias",
                        "Mixed_3b.b0.bn.running_mean",
                        "Mixed_3b.b0.bn.running_var",
                        "Conv3d_2b_1x1.conv3d.weight");
        assertThat(freezing("train.freeze=['Conv3d_*']").tensors()).hasSize(15);
    }

    /** Three blocks of three units and a projection, of five tensors each. */
    @Test
    void aPatternTakesWholeStagesOfResNet() {
        for (String pattern : List.of("layer1", "layer1.*", "layer1.?.*")) {
            assertThat(Freezing.of(config("train.freeze=['" + pattern + "']").train(), OF_RESNET)
                            .tensors())
                    .as(pattern)
                    .hasSize(50)
                    .allMatch(name -> name.startsWith("layer1."));
        }
        assertThat(Freezing.of(config("train.freeze=['*.downsample']").train(), OF_RESNET)
                        .tensors())
                .hasSize(20);
        assertThat(Freezing.of(config("train.freeze_batch_norm=all").train(), OF_RESNET)
                        .tensors())
                .hasSize(4 * 53);
    }

    @Test
    void batchNormIsHeldInTwoDegrees() {
        assertThat(freezing("train.freeze_batch_norm=true").tensors())
                .hasSize(2 * 57)
                .allMatch(name -> name.contains(".bn.running_"));
        assertThat(freezing("train.freeze_batch_norm=all").tensors())
                .hasSize(4 * 57)
                .allMatch(name -> name.contains(".bn."));
    }

    @Test
    void meanAndVarianceStayTogether() {
        assertThat(freezing("train.freeze=['Conv3d_1a_7x7.bn.running_var']").tensors())
                .containsExactlyInAnyOrder("Conv3d_1a_7x7.bn.running_mean", "Conv3d_1a_7x7.bn.running_var");
    }

    @Test
    void namesWhatIsNearAPatternThatFitsNothing() {
        assertThatThrownBy(() -> freezing("train.freeze=[Mixed_3d*]"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("'train.freeze' holds 'Mixed_3d*', which fits no tensor of the network; did you mean"
                        + " 'Mixed_3b'?");
        assertThatThrownBy(() -> freezing("train.freeze=[layer1]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'layer1', which fits no tensor of the network; there are Conv3d_1a_7x7, ")
                .hasMessageEndingWith(", logits");
        assertThatThrownBy(() -> Freezing.of(config("train.freeze=[Mixed_3b]").train(), OF_RESNET))
                .isInstanceOf(ConfigException.class)
                .hasMessage("'train.freeze' holds 'Mixed_3b', which fits no tensor of the network; there are conv1,"
                        + " layer1, layer2, layer3, layer4, logits");
    }

    @Test
    void somethingHasToBeLeftToTrain() {
        assertThatThrownBy(() -> freezing("train.freeze=['*']"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("leaves nothing to train");
    }

    @Test
    void laterRatesWinAndFrozenOnesAreZero() {
        I3dConfig config = config(
                "optimizer.lr_factors=[{pattern: '*', factor: 0.1}, {pattern: logits, factor: 2}]",
                "train.freeze=[Mixed_5c]");

        var rates = UpdateGroups.rates(config.optimizer(), Freezing.of(config.train(), PARAMETERS), PARAMETERS);

        assertThat(rates)
                .containsEntry("Mixed_4b.b0.conv3d.weight", 0.1)
                .containsEntry("logits.conv3d.bias", 2.0)
                .containsEntry("Mixed_5c.b0.bn.bias", 0.0);
    }

    @Test
    void stagesOfResNetHaveRatesOfTheirOwn() {
        I3dConfig config = config(
                "optimizer.lr_factors=[{pattern: 'layer?', factor: 0.5}, {pattern: layer4.2, factor: 3}]",
                "train.freeze=['layer1.*']");

        var rates = UpdateGroups.rates(config.optimizer(), Freezing.of(config.train(), OF_RESNET), OF_RESNET);

        assertThat(rates)
                .containsEntry("layer1.2.conv3.bn.bias", 0.0)
                .containsEntry("layer3.0.downsample.conv3d.weight", 0.5)
                .containsEntry("layer4.2.conv2.conv3d.weight", 3.0)
                .doesNotContainKeys("conv1.conv3d.weight", "logits.conv3d.weight");
    }
}
