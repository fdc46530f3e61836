package org.i3d4j.weights.pickle;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.weights.TensorInfo;

/** Brings the values of tensors into C order and little-endian. */
final class StridedValues {
    private StridedValues() {}

    /**
     * Gathers the values of a tensor with strides.
     *
     * @param stored the values from the tensor's first to its last
     * @param axes values from one to the next along each axis
     * @param gathered filled with a copy in C order
     */
    static void gather(ByteBuffer stored, TensorInfo tensor, List<Long> axes, ByteBuffer gathered) {
        int width = tensor.dataType().bytes();
        long[] shape = array(tensor.shape());
        long[] strides = array(axes);
        long[] index = new long[shape.length];
        long from = 0;
        while (gathered.hasRemaining()) {
            gathered.put(gathered.position(), stored, (int) (from * width), width);
            gathered.position(gathered.position() + width);
            // As an odometer: the last axis runs fastest and hands on to the one before it.
            for (int axis = index.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                from -= shape[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** Turns round the bytes of each value, in place. */
    static void reverseBytes(ByteBuffer values, int width) {
        for (int start = 0; start < values.limit(); start += width) {
            for (int i = 0; i < width / 2; i++) {
                byte swapped = values.get(start + i);
                values.put(start + i, values.get(start + width - 1 - i));
                values.put(start + width - 1 - i, swapped);
            }
        }
    }
}
