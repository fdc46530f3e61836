package org.i3d4j.weights.pickle;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.pickle.machine.StoredTensor;

/** Brings the values of tensors into C order and little-endian. */
final class StridedValues {
    private StridedValues() {}

    /**
     * Gathers the values of a tensor with strides.
     *
     * @param stored the storage's values from the tensor's first to its last
     * @return a copy in C order
     */
    static ByteBuffer gather(ByteBuffer stored, StoredTensor tensor) {
        ByteBuffer gathered = TensorData.allocate(tensor.info().bytes());
        int width = tensor.info().dataType().bytes();
        List<Long> shape = tensor.info().shape();
        long[] index = new long[shape.size()];
        long from = 0;
        while (gathered.hasRemaining()) {
            gathered.put(gathered.position(), stored, (int) (from * width), width);
            gathered.position(gathered.position() + width);
            // As an odometer: the last axis runs fastest and hands on to the one before it.
            for (int axis = index.length - 1; axis >= 0; axis--) {
                from += tensor.strides().get(axis);
                if (++index[axis] < shape.get(axis)) {
                    break;
                }
                from -= shape.get(axis) * tensor.strides().get(axis);
                index[axis] = 0;
            }
        }
        return gathered.flip();
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
