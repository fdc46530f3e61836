package org.i3d4j.torch.distributed;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.evaluate.Peers;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.distributed.rendezvous.RankEnvironment;

/**
 * The processes that train together, of which this is one. What is said to be for all has to be called by all, in the
 * same order.
 */
public interface ProcessGroup extends Peers, AutoCloseable {

    /** A process that trains on its own. */
    static ProcessGroup single() {
        return new SingleProcess();
    }

    /**
     * Connects this process with the others that {@code environment} tells of; waits for them.
     *
     * @param cuda whether tensors lie on GPUs
     * @param timeoutSeconds after which a process that doesn't answer is given up
     * @param othersFailed told the message of another process that failed, on a thread of its own
     * @throws org.i3d4j.error.DistributedException if not all come
     */
    static ProcessGroup join(
            RankEnvironment environment, boolean cuda, double timeoutSeconds, Consumer<String> othersFailed) {
        return environment.isDistributed()
                ? TorchProcessGroup.join(environment, cuda, Math.round(timeoutSeconds * 1000), othersFailed)
                : single();
    }

    /** Whether this process is the one that writes and prints for all. */
    default boolean isFirst() {
        return rank() == 0;
    }

    /** Whether there are other processes. */
    default boolean isShared() {
        return worldSize() > 1;
    }

    /** For all: replaces the values of {@code tensor} by those it has in the first process. */
    void broadcast(Tensor tensor);

    /** For all: replaces the values of {@code tensor} by their sums over the processes. */
    void sum(Tensor tensor);

    /** For all: the sum of each value over the processes; the same digits everywhere. */
    double[] sum(double... values);

    /** For all: whether it is so in any process. */
    default boolean any(boolean here) {
        return sum(here ? 1 : 0)[0] > 0;
    }

    /**
     * For all: what averages the gradients of {@code parameters} over the processes.
     *
     * @param parameters whose gradients are not tracked yet
     * @return the caller closes it before this
     */
    GradientExchange gradients(ParameterStore parameters, GradientRoute route);

    /** Notes how far this process got, which the others name if it stops answering. */
    void reached(String place);

    /**
     * What to tell of an error that ends this process: if others caused it, which and why. If not, the others hear of it.
     *
     * @return the error itself, or a {@link org.i3d4j.error.DistributedException} in its place
     */
    RuntimeException explain(RuntimeException error);

    /** Tells the others that this process ends with {@code error}. */
    void failed(Throwable error);

    @Override
    void close();
}
