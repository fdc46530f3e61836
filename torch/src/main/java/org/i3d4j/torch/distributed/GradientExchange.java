package org.i3d4j.torch.distributed;

import org.bytedeco.pytorch.Tensor;

/** Averages gradients over processes while the backward pass computes them. */
public interface GradientExchange extends AutoCloseable {

    /** Of a process that trains on its own: gradients stay as they are. */
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
        public void close() {}
    };

    /** Before the forward pass whose gradients are to be averaged, with those gathered since the last average. */
    void beforeForward();

    /** Before the backward pass from {@code loss}. */
    void beforeBackward(Tensor loss);

    /**
     * After the backward pass: the gradients are averages now.
     *
     * @return seconds it took from the last gradient computed here until then
     */
    double afterBackward();

    @Override
    void close();
}
