package org.i3d4j.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;

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
    void kernelsThatReadTheSameAreStacked() {
        Kernel a = new Kernel(1, 2, POINT, new float[] {1, 2}, new float[] {3});
        Kernel b = new Kernel(2, 2, POINT, new float[] {4, 5, 6, 7}, new float[] {8, 9});

        Kernel both = Kernel.stacked(List.of(a, b));

        assertThat(both.dims()).containsExactly(3, 2, 1, 1, 1);
        assertThat(both.weights()).containsExactly(1, 2, 4, 5, 6, 7);
        assertThat(both.bias()).containsExactly(3, 8, 9);
    }

    @Test
    void channelsThatFillABlockCountForNothing() {
        Kernel kernel = new Kernel(2, 1, POINT, new float[] {1, 2}, new float[] {3, 4});

        assertThat(kernel.withOutputs(3).weights()).containsExactly(1, 2, 0);
        assertThat(kernel.withOutputs(3).bias()).containsExactly(3, 4, 0);
        assertThat(kernel.withInputs(2).weights()).containsExactly(1, 0, 2, 0);
        assertThat(kernel.withInputs(2).bias()).containsExactly(3, 4);
    }

    @Test
    void weightsThatDontFitTheSizesAreRefused() {
        assertThatThrownBy(() -> new Kernel(2, 1, POINT, new float[] {1}, new float[] {3, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 weights and 2 biases for 2x1x1x1x1");
    }

    @Test
    void pairsOfColumnsGiveTheSameSums() {
        SplittableRandom random = new SplittableRandom(3);
        Kernel kernel = new Kernel(1, 3, new Extent(1, 1, 7), floats(21, random), new float[1]);
        float[][] rows = {floats(16, random), floats(16, random), floats(16, random)};

        Kernel paired = kernel.onColumnPairs();

        assertThat(paired.dims()).containsExactly(1, 6, 1, 1, 4);
        for (int left = 0; left <= 16 - 8; left += 2) {
            double expected = 0;
            double found = 0;
            for (int channel = 0; channel < 3; channel++) {
                for (int column = 0; column < 7; column++) {
                    expected += kernel.weights()[channel * 7 + column] * rows[channel][left + column];
                }
                for (int column = 0; column < 8; column++) {
                    int pairChannel = (column % 2) * 3 + channel;
                    found += paired.weights()[pairChannel * 4 + column / 2] * rows[channel][left + column];
                }
            }
            assertThat(found).as("window at %d", left).isCloseTo(expected, within(1e-6));
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
