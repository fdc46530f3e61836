package org.i3d4j.torch.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.error.TrainingException;
import org.i3d4j.torch.Tensors;
import org.i3d4j.torch.TorchRuntime;
import org.i3d4j.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientClippingTest {

    private static float[] values(int count, double scale) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextDouble(-1, 1));
        }
        return values;
    }

    private static double norm(float... values) {
        TorchRuntime.load();
        try (Tensor tensor = torch.empty(values.length)) {
            Tensors.copy(TensorData.of(values, values.length), tensor);
            return GradientClipping.norm(tensor);
        }
    }

    private static double exact(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** As many as I3D has for 400 classes: one sum of them in float32 is off by 5e-4. */
    @Test
    void theLengthOfMillionsOfValuesIsThatOfFloat64() {
        float[] values = values(12_697_264, 1e-3);

        assertThat(norm(values)).isCloseTo(exact(values), within(1e-5 * exact(values)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1023, 1024, 1025, 5000})
    void anyNumberOfValuesHasALength(int count) {
        float[] values = values(count, 3);

        assertThat(norm(values)).isCloseTo(exact(values), within(1e-6 * exact(values)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aLengthThatIsNoNumberIsAnError(float value) {
        float[] values = values(3000, 1);
        values[2999] = value;
        assertThatThrownBy(() -> norm(values)).isInstanceOf(TrainingException.class);
        values[2999] = 0;
        values[7] = value;
        assertThatThrownBy(() -> norm(values)).isInstanceOf(TrainingException.class);
    }

    @Test
    void gradientsAreShortenedToTheGreatestLengthAndNotBelow() {
        float[] values = values(2_000_000, 1);
        GradientClipping clipping = new GradientClipping(2);
        float factor = (float) clipping.factor(norm(values));
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }

        assertThat(exact(values)).isCloseTo(2, within(2e-5));
        assertThat(clipping.factor(1.99)).isEqualTo(1);
    }
}
