package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResNetTableTest {

    /**
     * As PySlowFast and PyTorchVideo publish: 28.04 million, and 37.53 thousand million for crops of 256, for which fvcore counts five
     * operations for each value of a batch norm besides.
     */
    @Test
    void costsWhatIsPublished() {
        Architecture table = Backbone.RESNET_50_8X8.architecture(3, 400);
        List<LayerCost> layers = LayerCost.of(table, new Extent(8, 256, 256));

        assertThat(layers.stream().mapToLong(LayerCost::parameters).sum()).isEqualTo(28_043_472);
        long multiplyAdds = layers.stream().mapToLong(LayerCost::multiplyAdds).sum();
        assertThat(multiplyAdds).isEqualTo(37_106_089_984L);
        assertThat(multiplyAdds + 5 * 85_327_872L).isBetween(37_525_000_000L, 37_535_000_000L);
    }

    /**
     * Parameters of mmaction2's and PySlowFast's own modules. mmaction2 publishes 35.4 and 31.7 million, and, for clips of 32x256x256,
     * 59.3 and 56.5 thousand million multiply-adds where it has 43.5 without non-local blocks. PySlowFast's are counted by hand: 3.49
     * in each block of the second stage, 1.61 in the third.
     */
    @ParameterizedTest
    @CsvSource({
        "RESNET_50_NL_GAUSSIAN, RESNET_50, 31723728, 13.0",
        "RESNET_50_NL_EMBEDDED_GAUSSIAN, RESNET_50, 35397840, 15.8",
        "RESNET_50_NL_DOT_PRODUCT, RESNET_50, 35397840, 15.8",
        "RESNET_50_8X8_NLN, RESNET_50_8X8, 35401936, 11.8"
    })
    void nonLocalBlocksCostWhatIsPublished(Backbone backbone, Backbone plain, long parameters, double more) {
        Extent clip = new Extent(backbone == Backbone.RESNET_50_8X8_NLN ? 8 : 32, 256, 256);
        List<LayerCost> layers = LayerCost.of(backbone.architecture(3, 400), clip);
        List<LayerCost> without = LayerCost.of(plain.architecture(3, 400), clip);

        assertThat(layers.stream().mapToLong(LayerCost::parameters).sum()).isEqualTo(parameters);
        assertThat((multiplyAdds(layers) - multiplyAdds(without)) / 1e9).isCloseTo(more, within(0.1));
    }

    private static long multiplyAdds(List<LayerCost> layers) {
        return layers.stream().mapToLong(LayerCost::multiplyAdds).sum();
    }

    /** Behind every second block of the second and third stage, as both projects place them. */
    @ParameterizedTest
    @EnumSource(
            value = Backbone.class,
            names = {"RESNET_50_NL_.*", "RESNET_50_8X8_NLN"},
            mode = EnumSource.Mode.MATCH_ANY)
    void nonLocalBlocksFollowEverySecondBlock(Backbone backbone) {
        List<Stage> stages = backbone.architecture(3, 400).stages();

        assertThat(stages.stream().filter(NonLocal.class::isInstance).map(Stage::name))
                .containsExactly(
                        "layer2.1.non_local",
                        "layer2.3.non_local",
                        "layer3.1.non_local",
                        "layer3.3.non_local",
                        "layer3.5.non_local");
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i) instanceof NonLocal) {
                assertThat(stages.get(i).name()).isEqualTo(stages.get(i - 1).name() + ".non_local");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"RESNET_50_8X8, 8, 4, 7", "RESNET_50, 32, 4, 7", "RESNET_50_8X8, 2, 1, 7", "RESNET_50, 5, 1, 7"})
    void pooledFeaturesAreOfAllOfTheMap(Backbone backbone, int frames, int time, int side) {
        Architecture table = backbone.architecture(3, 400);
        Extent size = new Extent(frames, 224, 224);
        for (Stage stage : table.stages()) {
            size = stage.outputSize(size);
        }

        assertThat(size).isEqualTo(new Extent(time, side, side));
        assertThat(table.headPoolOn(size)).isEqualTo(size);
        assertThat(table.featureChannels()).isEqualTo(2048);
        assertThat(table.name()).isEqualTo(backbone.checkpointName());
        assertThat(Backbone.named(table.name())).contains(backbone);
    }

    @ParameterizedTest
    @CsvSource({"RESNET_50_8X8, 1", "RESNET_50, 4"})
    void shorterClipsAreRefused(Backbone backbone, int frames) {
        Architecture table = backbone.architecture(3, 400);

        assertThatThrownBy(() -> table.requireClip(new Extent(frames, 224, 224)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("too small");
    }

    /** By stage and block: the temporal kernels of the first convolutions. */
    @Test
    void everySecondBlockSeesTime() {
        String seen = Backbone.RESNET_50
                .architecture(3, 400)
                .units()
                .filter(unit -> unit.name().endsWith(".conv1"))
                .map(unit -> unit.kernel().time() == 3 ? "1" : "0")
                .reduce("", String::concat);

        assertThat(seen).isEqualTo("111" + "1010" + "101010" + "010");
    }

    @Test
    void whatIsAddedUpIsNotRectified() {
        ConvUnit rectified = new ConvUnit("u", 4, 4, Extent.cube(1), Extent.cube(1));

        assertThatThrownBy(() -> new Residual("block", List.of(rectified), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
