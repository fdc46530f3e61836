package org.i3d4j.torch.distributed;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.torch.ParameterStore;

/**
 * Averages gradients of processes that share no memory by all-reduces of parts of the one vector they are gathered in, from its
 * end to its beginning, each as soon as the backward pass has left it for good.
 */
final class AllReducedGradients implements GradientExchange {
    /** 1 MiB: the last layers are small and early. */
    private static final long FIRST_PART = 1L << 18;
    /** 8 MiB. */
    private static final long PART = 1L << 21;

    private static final double NANOS_PER_SECOND = 1e9;

    private final ParameterStore parameters;
    private final org.bytedeco.pytorch.ProcessGroup group;
    private final boolean halfPrecision;
    private final int worldSize;
    private final List<Sent> sent = new ArrayList<>();
    /** Values ahead of this have not been sent. */
    private long unsent;

    /**
     * A part on its way.
     *
     * @param values where the sums are wanted
     * @param travelling what is summed: the same, or a copy in half precision
     */
    private record Sent(Work work, Tensor values, Tensor travelling) {}

    /**
     * @param group for gradients alone
     * @param halfPrecision whether they travel as float16
     */
    AllReducedGradients(ParameterStore parameters, org.bytedeco.pytorch.ProcessGroup group, boolean halfPrecision) {
        this.parameters = parameters;
        this.group = group;
        this.halfPrecision = halfPrecision;
        this.worldSize = group.getSize();
        this.unsent = parameters.gradients().numel();
    }

    @Override
    public void ready(long from) {
        // Parts are the same whatever a process learnt from, or the sums would be of different values.
        while (unsent > 0 && start() >= from) {
            send(start());
        }
    }

    /** Of the part that is next. */
    private long start() {
        return Math.max(0, unsent - (sent.isEmpty() ? FIRST_PART : PART));
    }

    private void send(long start) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor values = parameters.gradients().narrow(0, start, unsent - start);
            Tensor travelling =
                    halfPrecision ? values.mul(new Scalar(1.0 / worldSize)).to(ScalarType.Half) : values;
            Work work = group.allreduce(new TensorVector(travelling));
            values.retainReference();
            travelling.retainReference();
            work.retainReference();
            sent.add(new Sent(work, values, travelling));
            unsent = start;
        }
    }

    @Override
    public double afterBackward() {
        parameters.gatherGradients();
        long computed = System.nanoTime();
        ready(0);
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Sent part : sent) {
                part.work()._wait();
                if (halfPrecision) {
                    part.values().copy_(part.travelling());
                }
            }
        } finally {
            forget();
        }
        return (System.nanoTime() - computed) / NANOS_PER_SECOND;
    }

    private void forget() {
        for (Sent part : sent) {
            part.work().releaseReference();
            part.travelling().releaseReference();
            if (halfPrecision) {
                part.values().releaseReference();
            }
        }
        sent.clear();
        unsent = parameters.gradients().numel();
    }

    @Override
    public void average(int clips) {
        scale((halfPrecision ? worldSize : 1.0) / clips);
    }

    @Override
    public void scale(double factor) {
        parameters.scaleGradients(factor);
    }

    @Override
    public void close() {
        forget();
    }
}
