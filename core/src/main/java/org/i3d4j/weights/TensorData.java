package org.i3d4j.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.i3d4j.error.WeightsException;

/**
 * A tensor outside any framework: values in C order, little-endian.
 *
 * @param dataType type of the values
 * @param shape sizes of the axes; empty for a single value
 * @param values exactly the values' bytes, position 0; shared, not copied
 */
public record TensorData(DataType dataType, List<Long> shape, ByteBuffer values) {
    public TensorData {
        shape = List.copyOf(shape);
        values = values.order(ByteOrder.LITTLE_ENDIAN);
        long expected = size(shape) * dataType.bytes();
        if (values.remaining() != expected) {
            throw new WeightsException("a " + dataType + " tensor of shape " + shape + " takes " + expected
                    + " bytes, found " + values.remaining());
        }
    }

    /** A float32 tensor with a copy of {@code values}. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new TensorData(DataType.F32, LongStream.of(shape).boxed().toList(), bytes);
    }

    /** A float32 tensor over {@code values}, which are kept, not copied. */
    public static TensorData of(ByteBuffer values, long... shape) {
        return new TensorData(DataType.F32, LongStream.of(shape).boxed().toList(), values);
    }

    /** Number of values. */
    public long size() {
        return size(shape);
    }

    private static long size(List<Long> shape) {
        long size = 1;
        for (long side : shape) {
            if (side < 0) {
                throw new WeightsException("shape " + shape + " has a negative side");
            }
            size = Math.multiplyExact(size, side);
        }
        return size;
    }

    /**
     * A view of the values of a float32 tensor.
     *
     * @throws WeightsException for another type
     */
    public FloatBuffer floats() {
        if (dataType != DataType.F32) {
            throw new WeightsException("expected float32 values, found " + dataType);
        }
        return values.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** A copy of the values of a float32 tensor. */
    public float[] toFloatArray() {
        FloatBuffer floats = floats();
        float[] copy = new float[floats.remaining()];
        floats.get(copy);
        return copy;
    }

    /** The shape as Java's native calls take it. */
    public long[] shapeArray() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Type and shape, not the values. */
    @Override
    public String toString() {
        return dataType + Arrays.toString(shapeArray());
    }
}
