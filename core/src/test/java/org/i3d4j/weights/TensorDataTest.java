package org.i3d4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;

class TensorDataTest {
    private static TensorData shorts(DataType type, int... bits) {
        ByteBuffer values = ByteBuffer.allocate(bits.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int pattern : bits) {
            values.putShort((short) pattern);
        }
        return new TensorData(type, List.of((long) bits.length), values.flip());
    }

    @Test
    void convertsFloat16Exactly() {
        TensorData half = shorts(
                DataType.F16, 0x0000, 0x8000, 0x3c00, 0xc000, 0x0001, 0x83ff, 0x0400, 0x7bff, 0x7c00, 0xfc00, 0x3555);
        assertThat(half.toFloat32().toFloatArray())
                .containsExactly(
                        0f,
                        -0f,
                        1f,
                        -2f,
                        0x1p-24f,
                        -1023 * 0x1p-24f,
                        0x1p-14f,
                        65504f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        0x1.554p-2f);
        assertThat(shorts(DataType.F16, 0x7e00).toFloat32().toFloatArray()[0]).isNaN();
    }

    @Test
    void convertsBfloat16Exactly() {
        TensorData values = shorts(DataType.BF16, 0x3f80, 0xc040, 0x7f80, 0x0001, 0x8000);
        assertThat(values.toFloat32().toFloatArray()).containsExactly(1f, -3f, Float.POSITIVE_INFINITY, 0x1p-133f, -0f);
    }

    @Test
    void roundsFloat64ToTheNearestFloat32() {
        ByteBuffer values = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        values.putDouble(0.1).putDouble(1e300).flip();
        TensorData tensor = new TensorData(DataType.F64, List.of(2L), values);
        assertThat(tensor.toFloat32().toFloatArray()).containsExactly(0.1f, Float.POSITIVE_INFINITY);
    }

    @Test
    void leavesFloat32AsItIs() {
        TensorData tensor = TensorData.of(new float[] {1, 2}, 2);
        assertThat(tensor.toFloat32()).isSameAs(tensor);
    }

    @Test
    void doesNotConvertIntegers() {
        TensorData tensor = new TensorData(DataType.U8, List.of(1L), ByteBuffer.allocate(1));
        assertThatThrownBy(tensor::toFloat32)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("U8");
        assertThatThrownBy(tensor::floats).isInstanceOf(WeightsException.class).hasMessageContaining("U8");
    }

    @Test
    void takesOnlyAsManyBytesAsTheShapeHas() {
        assertThatThrownBy(() -> new TensorData(DataType.F32, List.of(2L, 3L), ByteBuffer.allocate(20)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("24")
                .hasMessageContaining("20");
    }

    @Test
    void refusesShapesBeyondAnyMemory() {
        assertThatThrownBy(() -> new TensorInfo(DataType.F32, List.of(1L << 40, 1L << 40)))
                .isInstanceOf(WeightsException.class);
        assertThatThrownBy(() -> new TensorInfo(DataType.F32, List.of(-1L))).isInstanceOf(WeightsException.class);
        assertThatThrownBy(() -> TensorData.allocate(1L << 31)).isInstanceOf(WeightsException.class);
    }

    @Test
    void readsValuesFromTheMiddleOfABuffer() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(1).putFloat(2).putFloat(3).position(4);
        assertThat(new TensorData(DataType.F32, List.of(2L), bytes).toFloatArray())
                .containsExactly(2, 3);
    }
}
