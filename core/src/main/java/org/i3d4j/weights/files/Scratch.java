package org.i3d4j.weights.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.i3d4j.weights.TensorData;

/**
 * Memory for values on their way into another order or type. One buffer for all tensors: direct memory of a buffer for
 * each would be held until the garbage collector ran, by then as much as the model. Not safe for use by several threads.
 */
public final class Scratch {
    /** More than the largest kernel of I3D takes (5.5 MB), so that one buffer does for all of them. */
    private static final int LEAST_BYTES = 8 << 20;

    private ByteBuffer memory = ByteBuffer.allocate(0);

    /**
     * Memory for {@code bytes} of values, little-endian, with whatever was in it.
     *
     * @return from position 0 to its limit; good until the next call
     * @throws org.i3d4j.error.WeightsException if it is more than one buffer or the process can hold
     */
    public ByteBuffer of(long bytes) {
        if (bytes > memory.capacity()) {
            memory = TensorData.allocate(Math.max(bytes, LEAST_BYTES));
        }
        return memory.slice(0, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
