package org.i3d4j.weights.npy;

import java.nio.ByteBuffer;
import java.util.List;
import org.i3d4j.weights.TensorData;
import org.i3d4j.weights.TensorInfo;

/** Brings an array's bytes into the order that {@link TensorData} has. */
final class ValueOrder {
    private ValueOrder() {}

    /** Turns round the bytes of every value of {@code width} bytes, in place. */
    static void reverseBytes(ByteBuffer values, int width) {
        for (int start = 0; start + width <= values.limit(); start += width) {
            for (int low = start, high = start + width - 1; low < high; low++, high--) {
                byte kept = values.get(low);
                values.put(low, values.get(high));
                values.put(high, kept);
            }
        }
    }

    /** A copy of {@code values}, whose first axis runs fastest, with the last axis running fastest. */
    static ByteBuffer fromFortran(ByteBuffer values, TensorInfo info) {
        int width = info.dataType().bytes();
        ByteBuffer ordered = TensorData.allocate(info.bytes());
        long[] index = new long[info.shape().size()];
        byte[] value = new byte[width];
        for (long written = 0; written < info.size(); written++) {
            values.get((int) fortranPosition(index, info.shape()) * width, value);
            ordered.put(value);
            advance(index, info.shape());
        }
        return ordered.flip();
    }

    private static long fortranPosition(long[] index, List<Long> shape) {
        long position = 0;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            position = position * shape.get(axis) + index[axis];
        }
        return position;
    }

    private static void advance(long[] index, List<Long> shape) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis]++;
            if (index[axis] < shape.get(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }
}
