package org.i3d4j.torch.distributed;

import org.bytedeco.pytorch.Tensor;
import org.i3d4j.torch.ParameterStore;

/** Gathers the gradients of a process and averages them over all. */
public interface GradientExchange extends AutoCloseable {

    /** Before the forward pass whose gradients are to be averaged, with those gathered since the last average. */
    default void beforeForward() {}

    /** Before the backward pass from {@code loss}. */
    default void beforeBackward(Tensor loss) {}

    /**
     * During that pass.
     *
     * @param from the first of the values whose gathered gradients are final; all behind it are too
     */
    default void ready(long from) {}

    /**
     * After the last backward pass before an update: gathers the gradients of this process.
     *
     * @return seconds that it waited for other processes
     */
    double afterBackward();

    /**
     * After that, and after all processes have met: makes {@link ParameterStore#gradients()} means over clips. What was
     * gathered are sums over clips.
     *
     * @param clips of all processes, at least 1
     */
    void average(int clips);

    /** For all: multiplies {@link ParameterStore#gradients()}, after {@link #average} where that is called. */
    void scale(double factor);

    @Override
    void close();
}
