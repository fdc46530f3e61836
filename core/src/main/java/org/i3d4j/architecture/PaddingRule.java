package org.i3d4j.architecture;

/** How far windows reach beyond what they read, on one axis. */
public enum PaddingRule {
    /**
     * TensorFlow's 'SAME': the output has ceil(n / stride) positions, the padding that takes depends on the input size, and
     * where it is odd the larger half goes behind.
     */
    SAME {
        @Override
        public AxisPadding of(int size, int kernel, int stride) {
            int total = Math.max((outputSize(size, kernel, stride) - 1) * stride + kernel - size, 0);
            return new AxisPadding(total / 2, total - total / 2);
        }

        @Override
        public int outputSize(int size, int kernel, int stride) {
            return Extent.ceilDiv(size, stride);
        }
    },

    /** PyTorch's usual one: half of the window without its middle on both sides, whatever the size. */
    HALF {
        @Override
        public AxisPadding of(int size, int kernel, int stride) {
            int side = (kernel - 1) / 2;
            return new AxisPadding(side, side);
        }

        @Override
        public int outputSize(int size, int kernel, int stride) {
            return Math.floorDiv(size + 2 * ((kernel - 1) / 2) - kernel, stride) + 1;
        }
    };

    /** The padding of {@code size} input positions for a window of {@code kernel} moved by {@code stride}. */
    public abstract AxisPadding of(int size, int kernel, int stride);

    /** Positions of what is put out; below 1 if no window fits. */
    public abstract int outputSize(int size, int kernel, int stride);
}
