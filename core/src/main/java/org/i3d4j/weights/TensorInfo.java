package org.i3d4j.weights;

import java.util.List;
import org.i3d4j.error.WeightsException;

/**
 * What is known of a tensor without its values.
 *
 * @param dataType type of the values
 * @param shape sizes of the axes; empty for a single value
 */
public record TensorInfo(DataType dataType, List<Long> shape) {

    /** @throws WeightsException if a side is negative or the values would not fit into 2^63 bytes */
    public TensorInfo {
        shape = List.copyOf(shape);
        bytes(dataType, shape);
    }

    /** Number of values. */
    public long size() {
        return bytes() / dataType.bytes();
    }

    /** Bytes of the values. */
    public long bytes() {
        return bytes(dataType, shape);
    }

    private static long bytes(DataType dataType, List<Long> shape) {
        try {
            long bytes = dataType.bytes();
            for (long side : shape) {
                if (side < 0) {
                    throw new WeightsException("shape " + shape + " has a negative side");
                }
                bytes = Math.multiplyExact(bytes, side);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new WeightsException("shape " + shape + " is too large for any file", e);
        }
    }

    /** Type and shape, as {@code F32[64, 3, 7, 7, 7]}. */
    @Override
    public String toString() {
        return dataType.toString() + shape;
    }
}
