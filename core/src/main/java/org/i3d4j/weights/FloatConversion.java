package org.i3d4j.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.i3d4j.error.WeightsException;

/** The float types of checkpoints, as float32. */
final class FloatConversion {
    private static final int HALF_EXPONENT = 0x1f;
    private static final int HALF_MANTISSA_BITS = 10;
    private static final int HALF_MANTISSA = (1 << HALF_MANTISSA_BITS) - 1;
    private static final int FLOAT_MANTISSA_BITS = 23;
    /** Exponent bias of float32 (127) less that of float16 (15). */
    private static final int BIAS_DIFFERENCE = 112;

    private static final float HALF_SUBNORMAL_UNIT = 0x1p-24f;

    private FloatConversion() {}

    static TensorData toFloat32(TensorData tensor) {
        if (tensor.dataType() == DataType.F32) {
            return tensor;
        }
        ByteBuffer from = tensor.values().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = TensorData.allocate(Math.multiplyExact(tensor.size(), Float.BYTES));
        switch (tensor.dataType()) {
            case F64 -> {
                while (from.hasRemaining()) {
                    to.putFloat((float) from.getDouble());
                }
            }
            case F16 -> {
                while (from.hasRemaining()) {
                    to.putFloat(float16(from.getShort()));
                }
            }
            case BF16 -> {
                while (from.hasRemaining()) {
                    to.putInt(from.getShort() << Short.SIZE);
                }
            }
            default ->
                throw new WeightsException("expected values of type F64, F32, F16 or BF16, found " + tensor.dataType());
        }
        return new TensorData(DataType.F32, tensor.shape(), to.flip());
    }

    /** IEEE 754 binary16; every value has an exact float. */
    static float float16(short bits) {
        int sign = (bits & 0x8000) << Short.SIZE;
        int exponent = (bits >> HALF_MANTISSA_BITS) & HALF_EXPONENT;
        int mantissa = bits & HALF_MANTISSA;
        if (exponent == 0) {
            float magnitude = mantissa * HALF_SUBNORMAL_UNIT;
            return sign == 0 ? magnitude : -magnitude;
        }
        int floatExponent = exponent == HALF_EXPONENT ? 0xff : exponent + BIAS_DIFFERENCE;
        return Float.intBitsToFloat(sign
                | (floatExponent << FLOAT_MANTISSA_BITS)
                | (mantissa << (FLOAT_MANTISSA_BITS - HALF_MANTISSA_BITS)));
    }
}
