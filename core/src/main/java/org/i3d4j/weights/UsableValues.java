package org.i3d4j.weights;

import java.nio.FloatBuffer;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.WeightsException;

/** Refuses tensors of which a network would make nonsense, before one does. */
public final class UsableValues {
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private UsableValues() {}

    /**
     * Sees to it that all values of a float32 tensor are finite, and variances not below 0.
     *
     * @param source the file's name or what else the message is to start with
     * @param name of the tensor, as the file has it
     * @return {@code tensor}
     * @throws WeightsException naming the first value that is neither
     */
    public static TensorData require(String source, String name, Role role, TensorData tensor) {
        requireFinite(source, name, tensor);
        if (role == Role.RUNNING_VARIANCE) {
            FloatBuffer values = tensor.floats();
            for (int i = 0; i < values.limit(); i++) {
                if (values.get(i) < 0) {
                    throw new WeightsException(source + ": " + name + ": value " + i + " is " + values.get(i)
                            + "; expected a variance, at least 0: the file is damaged");
                }
            }
        }
        return tensor;
    }

    /** As {@link #require}, for values of any meaning. */
    public static void requireFinite(String source, String name, TensorData tensor) {
        FloatBuffer values = tensor.floats();
        int largest = 0;
        for (int i = 0; i < values.limit(); i++) {
            // Bits of floats without their sign are in order, and NaN comes behind infinity.
            largest = Math.max(largest, Float.floatToRawIntBits(values.get(i)) & Integer.MAX_VALUE);
        }
        if (largest >= INFINITY) {
            int at = 0;
            while (Float.isFinite(values.get(at))) {
                at++;
            }
            throw new WeightsException(source + ": " + name + ": value " + at + " is " + values.get(at)
                    + "; expected finite numbers: the file is damaged, or its training diverged");
        }
    }
}
