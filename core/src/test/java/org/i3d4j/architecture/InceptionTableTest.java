package org.i3d4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.i3d4j.error.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InceptionTableTest {
    private static final Architecture RGB = InceptionTable.of(3, 400);

    @Test
    void hasThePublishedNumberOfTrainableParameters() {
        assertThat(trainable(RGB)).isEqualTo(12_697_264);
        assertThat(trainable(InceptionTable.of(2, 400))).isEqualTo(12_675_312);
    }

    private static long trainable(Architecture architecture) {
        return Parameter.of(architecture).stream()
                .filter(parameter -> parameter.role().isTrainable())
                .mapToLong(Parameter::size)
                .sum();
    }

    @Test
    void costsAgreeWithTheParametersAndThePublishedMultiplyAdds() {
        List<LayerCost> layers = LayerCost.of(RGB, new Extent(64, 224, 224));

        assertThat(layers.stream().mapToLong(LayerCost::parameters).sum()).isEqualTo(12_697_264);
        long multiplyAdds = layers.stream().mapToLong(LayerCost::multiplyAdds).sum();
        assertThat(Math.round(multiplyAdds / 1e7) / 100.0).isEqualTo(111.15);
    }

    @Test
    void has57UnitsAndTheUsualEndpoints() {
        assertThat(RGB.units()).hasSize(57);
        assertThat(RGB.endpoints())
                .containsExactly(
                        "Conv3d_1a_7x7",
                        "MaxPool3d_2a_3x3",
                        "Conv3d_2b_1x1",
                        "Conv3d_2c_3x3",
                        "MaxPool3d_3a_3x3",
                        "Mixed_3b",
                        "Mixed_3c",
                        "MaxPool3d_4a_3x3",
                        "Mixed_4b",
                        "Mixed_4c",
                        "Mixed_4d",
                        "Mixed_4e",
                        "Mixed_4f",
                        "MaxPool3d_5a_2x2",
                        "Mixed_5b",
                        "Mixed_5c",
                        "features",
                        "Logits",
                        "Predictions");
    }

    @ParameterizedTest(name = "{0}x{1}x{2} gives {3} logits over {4}x{5} positions")
    @CsvSource({"64,224,224,7,1,1", "9,224,224,1,1,1", "8,32,32,1,1,1", "16,112,112,1,1,1", "17,240,320,2,2,4"})
    void headWindowShrinksToTheFeatureMap(int frames, int height, int width, int steps, int rows, int columns) {
        List<LayerCost> layers = LayerCost.of(RGB, new Extent(frames, height, width));

        assertThat(layers.get(layers.size() - 1).size()).isEqualTo(new Extent(steps, rows, columns));
    }

    @Test
    void clipBelowTheMinimumIsRefusedNamingBothSizes() {
        assertThatThrownBy(() -> RGB.requireClip(new Extent(8, 31, 32)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("8x31x32")
                .hasMessageContaining("8x32x32");
    }

    @ParameterizedTest
    @CsvSource({
        // size, kernel, stride, before, after: as TensorFlow's documentation of 'SAME' computes them
        "224,7,2,2,3",
        "225,7,2,3,3",
        "112,3,2,0,1",
        "113,3,2,1,1",
        "28,3,1,1,1",
        "7,2,2,0,1",
        "8,2,2,0,0",
        "1,3,2,1,1",
        "5,1,1,0,0"
    })
    void samePaddingPutsTheLargerHalfBehind(int size, int kernel, int stride, int before, int after) {
        assertThat(PaddingRule.SAME.of(size, kernel, stride)).isEqualTo(new AxisPadding(before, after));
    }

    @Test
    void aNetworkWithoutClassesIsRefused() {
        assertThatThrownBy(() -> InceptionTable.of(3, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 class");
    }
}
