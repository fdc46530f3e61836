package org.i3d4j.weights.naming;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.weights.TensorData;

/**
 * In which order a file's kernels have their axes.
 *
 * @param axes where the file has each of our axes
 */
public record KernelOrder(List<Integer> axes) {
    /** Ours. */
    public static final KernelOrder OUT_IN_TIME_HEIGHT_WIDTH = new KernelOrder(List.of(0, 1, 2, 3, 4));
    /** TensorFlow's. */
    public static final KernelOrder TIME_HEIGHT_WIDTH_IN_OUT = new KernelOrder(List.of(4, 3, 0, 1, 2));

    public KernelOrder {
        axes = List.copyOf(axes);
    }

    /** Whether kernels can stay as the file has them. */
    boolean isOurs() {
        return equals(OUT_IN_TIME_HEIGHT_WIDTH);
    }

    private List<Integer> inverse() {
        return IntStream.range(0, axes.size()).map(axes::indexOf).boxed().toList();
    }

    /** Our shape of a kernel that has {@code shape}, of five axes, in the file. */
    List<Long> toOurs(List<Long> shape) {
        return axes.stream().map(shape::get).toList();
    }

    /** The inverse of {@link #toOurs(List)}. */
    List<Long> fromOurs(List<Long> shape) {
        return inverse().stream().map(shape::get).toList();
    }

    /** A float32 kernel as read from the file, in our order; itself if that is the file's. */
    public TensorData toOurs(TensorData kernel) {
        return isOurs() ? kernel : permuted(kernel, axes);
    }

    /** The inverse of {@link #toOurs(TensorData)}. */
    public TensorData fromOurs(TensorData kernel) {
        return isOurs() ? kernel : permuted(kernel, inverse());
    }

    /** Axis i of the result is axis {@code axes[i]} of {@code kernel}. */
    private static TensorData permuted(TensorData kernel, List<Integer> axes) {
        List<Long> shape = axes.stream().map(kernel.shape()::get).toList();
        int[] sides = shape.stream().mapToInt(Long::intValue).toArray();
        int[] strides =
                axes.stream().mapToInt(axis -> stride(kernel.shape(), axis)).toArray();
        FloatBuffer from = kernel.floats();
        ByteBuffer bytes = TensorData.allocate(kernel.info().bytes());
        FloatBuffer to = bytes.asFloatBuffer();
        int rows = to.capacity() / Math.max(sides[4], 1);
        for (int row = 0; row < rows; row++) {
            int start = offset(row, sides, strides);
            for (int i = 0; i < sides[4]; i++) {
                to.put(from.get(start + i * strides[4]));
            }
        }
        return new TensorData(kernel.dataType(), shape, bytes);
    }

    private static int stride(List<Long> shape, int axis) {
        return (int) shape.stream().skip(axis + 1L).mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Where a row of the result's last axis begins in the source. */
    private static int offset(int row, int[] sides, int[] strides) {
        int offset = 0;
        int rest = row;
        for (int axis = 3; axis >= 0; axis--) {
            offset += rest % sides[axis] * strides[axis];
            rest /= sides[axis];
        }
        return offset;
    }
}
