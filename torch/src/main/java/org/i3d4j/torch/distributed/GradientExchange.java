package org.i3d4j.torch.distributed;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Averages gradients over processes while the backward pass computes them. */
public interface GradientExchange extends AutoCloseable {

    /** Of a process that trains on its own. */
    GradientExchange NONE = new GradientExchange() {
        @Override
        public void beforeForward() {}

        @Override
        public void beforeBackward(Tensor loss) {}

        @Override
        public double afterBackward() {
            return 0;
        }

        @Override
        public void average(Tensor gradients, int clips) {
            gradients.mul_(new Scalar(1.0 / clips));
        }

        @Override
        public void close() {}
    };

    /** Before the forward pass whose gradients are to be averaged, with those gathered since the last average. */
    void beforeForward();

    /** Before the backward pass from {@code loss}. */
    void beforeBackward(Tensor loss);

    /**
     * After the backward pass: waits until the gradients of all processes have arrived.
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
