package org.i3d4j.network.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
    private static final Extent POINT = Extent.cube(1);

    @Test
    void batchNormIsFoldedIntoWeightsAndBias() {
        StateDict state = new StateDict(Map.of(
                "u.conv3d.weight", TensorData.of(new float[] {1, -2, 3, 4}, 2, 2, 1, 1, 1),
                "u.bn.weight", TensorData.of(new float[] {2, 0.5f}, 2),
                "u.bn.bias", TensorData.of(new float[] {1, -1}, 2),
                "u.bn.running_mean", TensorData.of(new float[] {3, 4}, 2),
                "u.bn.running_var", TensorData.of(new float[] {3, 15}, 2)));

        Kernel kernel = Kernel.folded(new ConvUnit("u", 2, 2, POINT, POINT), state, 1);

        // Divided by sqrt(3 + 1) and sqrt(15 + 1).
        assertThat(kernel.weights()).containsExactly(1, -2, 0.375f, 0.5f);
        assertThat(kernel.bias()).containsExactly(1 - 3, -1 - 0.5f);
    }

    @Test
    void weightsThatDontFitTheSizesAreRefused() {
        assertThatThrownBy(() -> new Kernel(2, 1, POINT, new float[] {1}, new float[] {3, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 weights and 2 biases for 2x1x1x1x1");
    }

    /** Tiles of 1x2 pixels, as bfloat16 takes them, and of 2x2, as 8-bit integers do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tilesGiveTheSameSums(int tileRows) {
        SplittableRandom random = new SplittableRandom(3);
        Kernel kernel = new Kernel(1, 3, new Extent(1, 7, 7), floats(3 * 7 * 7, random), new float[1]);
        float[] pixels = floats(3 * 16 * 16, random);

        Kernel tiled = kernel.spaceToDepth(new KernelTiles(kernel.size(), new Extent(1, tileRows, 2), 0, 0, 0));

        int rows = (7 + tileRows - 1) / tileRows;
        assertThat(tiled.dims()).containsExactly(1, 3L * tileRows * 2, 1, rows, 4);
        for (int top = 0; top <= 16 - 8; top += 2) {
            for (int left = 0; left <= 16 - 8; left += 2) {
                double expected = 0;
                double found = 0;
                for (int channel = 0; channel < 3; channel++) {
                    for (int row = 0; row < rows * tileRows; row++) {
                        for (int column = 0; column < 8; column++) {
                            double pixel = pixels[(channel * 16 + top + row) * 16 + left + column];
                            if (row < 7 && column < 7) {
                                expected += kernel.weights()[(channel * 7 + row) * 7 + column] * pixel;
                            }
                            int deep = (row % tileRows * 2 + column % 2) * 3 + channel;
                            found += tiled.weights()[(deep * rows + row / tileRows) * 4 + column / 2] * pixel;
                        }
                    }
                }
                assertThat(found).as("window at %d, %d", top, left).isCloseTo(expected, within(1e-6));
            }
        }
    }

    private static float[] floats(int count, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
