package org.i3d4j.torch.train.checkpoint;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.TensorCopies;
import org.i3d4j.torch.Tensors;
import org.i3d4j.weights.TensorData;

/**
 * Copies of the tensors of a run in memory that is taken once and used for every checkpoint, or validation: left to the garbage
 * collector, which does not see how much lies behind a buffer, it would pile up. A copy is good until the next of its name.
 */
public final class Snapshot implements TensorCopies {
    private final Map<String, TensorData> memory = new HashMap<>();

    @Override
    public TensorData copy(String name, Tensor tensor) {
        TensorData known = memory.get(name);
        if (known == null) {
            TensorData first = Tensors.copyOf(tensor);
            memory.put(name, first);
            return first;
        }
        Tensors.copy(tensor, known);
        return known;
    }
}
