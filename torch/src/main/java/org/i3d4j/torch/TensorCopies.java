package org.i3d4j.torch;

import org.bytedeco.pytorch.Tensor;
import org.i3d4j.weights.TensorData;

/** Copies tensors out of libtorch. */
@FunctionalInterface
public interface TensorCopies {
    /** Every copy in memory of its own. */
    TensorCopies FRESH = (name, tensor) -> Tensors.copyOf(tensor);

    /**
     * A copy of {@code tensor} in C order.
     *
     * @param name of the tensor in a checkpoint
     */
    TensorData copy(String name, Tensor tensor);
}
