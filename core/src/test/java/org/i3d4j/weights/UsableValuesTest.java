package org.i3d4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsableValuesTest {

    /** 1000 values, one of them {@code value}. */
    private static TensorData with(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, 0.5f);
        values[777] = value;
        return TensorData.of(values, 10, 100);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void theFirstValueThatIsNoNumberIsNamed(float value) {
        assertThatThrownBy(() -> UsableValues.require("m.pt", "conv1.weight", Role.KERNEL, with(value)))
                .isInstanceOf(WeightsException.class)
                .hasMessage("m.pt: conv1.weight: value 777 is " + value
                        + "; expected finite numbers: the file is damaged, or its training diverged");
    }

    /** A NaN may have a sign, and any of many patterns of bits. */
    @ParameterizedTest
    @ValueSource(ints = {0x7f800001, 0x7fffffff, 0xffc00000, 0xff800001})
    void everyNanIsFound(int bits) {
        assertThatThrownBy(() ->
                        UsableValues.require("m.pt", "bn", Role.RUNNING_VARIANCE, with(Float.intBitsToFloat(bits))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("value 777 is NaN");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE})
    void finiteNumbersAreLetPass(float value) {
        TensorData tensor = with(value);

        assertThat(UsableValues.require("m.pt", "bn", Role.RUNNING_VARIANCE, tensor))
                .isSameAs(tensor);
    }

    @Test
    void aVarianceBelowZeroIsNamed() {
        assertThatThrownBy(() -> UsableValues.require("m.pt", "bn.var", Role.RUNNING_VARIANCE, with(-1e-20f)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("m.pt: bn.var: value 777 is -1.0E-20; expected a variance, at least 0");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING_VARIANCE")
    void anythingElseMayBeBelowZero(Role role) {
        assertThat(UsableValues.require("m.pt", "x", role, with(-3)).floats().get(777))
                .isEqualTo(-3);
    }
}
