package org.i3d4j.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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

    /** @throws WeightsException if the bytes that remain in {@code values} are not those of the shape */
    public TensorData {
        shape = List.copyOf(shape);
        values = values.slice().order(ByteOrder.LITTLE_ENDIAN);
        long expected = new TensorInfo(dataType, shape).bytes();
        if (values.remaining() != expected) {
            throw new WeightsException("a " + dataType + " tensor of shape " + shape + " takes " + expected
                    + " bytes, found " + values.remaining());
        }
    }

    /** A float32 tensor with a copy of {@code values}. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = allocate((long) values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new TensorData(DataType.F32, LongStream.of(shape).boxed().toList(), bytes);
    }

    /** A float32 tensor over {@code values}, which are kept, not copied. */
    public static TensorData of(ByteBuffer values, long... shape) {
        return new TensorData(DataType.F32, LongStream.of(shape).boxed().toList(), values);
    }

    /**
     * Memory for {@code bytes} of values outside the Java heap, little-endian, zeroed.
     *
     * @throws WeightsException if it is more than one buffer or the process can hold
     */
    public static ByteBuffer allocate(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new WeightsException("a tensor of " + bytes + " bytes is too large; at most 2 GiB can be held");
        }
        try {
            return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (OutOfMemoryError e) {
            // The JVM's own limit on direct memory, which leaves the heap as it was.
            throw new WeightsException(
                    "no memory for a tensor of " + bytes + " bytes; raise -XX:MaxDirectMemorySize or -Xmx", e);
        }
    }

    /** Number of values. */
    public long size() {
        return info().size();
    }

    /** Type and shape. */
    public TensorInfo info() {
        return new TensorInfo(dataType, shape);
    }

    /**
     * The tensor with float32 values: this one if it has them, else a converted copy.
     *
     * @throws WeightsException if the values are not F64, F32, F16 or BF16
     */
    public TensorData toFloat32() {
        return FloatConversion.toFloat32(this);
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
        return info().toString();
    }
}
