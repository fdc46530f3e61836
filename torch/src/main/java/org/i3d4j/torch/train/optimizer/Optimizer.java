package org.i3d4j.torch.train.optimizer;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.TensorCopies;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/** Changes the trainable values by their gradients; its state is part of a checkpoint. */
public sealed interface Optimizer extends AutoCloseable permits Sgd, AdamW {
    /**
     * One update from the gradients as they are.
     *
     * @param step number of this update, from 1
     * @param learningRate of this update
     */
    void step(long step, double learningRate);

    /** A copy of the state, by name. */
    default Map<String, TensorData> state() {
        return state(TensorCopies.FRESH);
    }

    /** As {@link #state()}, copied as {@code copies} does. */
    Map<String, TensorData> state(TensorCopies copies);

    /**
     * Replaces the state.
     *
     * @throws org.i3d4j.error.WeightsException if a tensor is missing: the checkpoint is of another optimizer
     */
    void restore(StateDict state);

    /** What it remembers of earlier steps, to be changed in place. */
    List<Tensor> memory();

    @Override
    void close();
}
