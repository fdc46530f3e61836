package org.i3d4j.torch.distributed;

import org.bytedeco.pytorch.Tensor;

/** Gathers the gradients of a process and averages them over all. */
public interface GradientExchange extends AutoCloseable {

    /** Before the forward pass whose gradients are to be averaged, with those gathered since the last average. */
    void beforeForward();

    /** Before the backward pass from {@code loss}. */
    void beforeBackward(Tensor loss);

    /**
     * After the last backward pass before an update: gathers the gradients, and waits until those of all processes have
     * arrived.
     *
     * @return seconds it took from the last gradient computed here until then
     */
    double afterBackward();

    /**
     * After that: puts the means over clips in the place of the gradients that arrived, which are sums over clips.
     *
     * @param gradients of the parameters, as one vector
     * @param clips of all processes, at least 1
     */
    void average(Tensor gradients, int clips);

    @Override
    void close();
}
