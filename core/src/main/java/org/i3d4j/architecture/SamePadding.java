package org.i3d4j.architecture;

/**
 * TensorFlow's 'SAME' padding on one axis: the output has ceil(n / stride) positions, the padding that takes depends on
 * the input size, and where it is odd the larger half goes behind.
 *
 * @param before positions in front of the first input position
 * @param after positions behind the last
 */
public record SamePadding(int before, int after) {

    /** The padding of {@code size} input positions for a window of {@code kernel} moved by {@code stride}. */
    public static SamePadding of(int size, int kernel, int stride) {
        int total = Math.max((outputSize(size, stride) - 1) * stride + kernel - size, 0);
        return new SamePadding(total / 2, total - total / 2);
    }

    /** ceil(size / stride). */
    public static int outputSize(int size, int stride) {
        return (size + stride - 1) / stride;
    }

    public boolean isSymmetric() {
        return before == after;
    }
}
