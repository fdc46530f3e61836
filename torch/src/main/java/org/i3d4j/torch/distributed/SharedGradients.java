package org.i3d4j.torch.distributed;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.torch.ParameterStore;

/**
 * Averages gradients of processes on the CPU of one machine, in memory that they share: each rank adds up its part of the
 * vectors of all and reads the parts of the others. Sent through the loopback device they would be copied again and again
 * by the cores that compute. For the same reason nothing is done during the backward pass: no other device could do it.
 */
final class SharedGradients implements GradientExchange {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ParameterStore parameters;
    private final World world;
    private final SharedVectors vectors;
    private final List<Tensor> ownPartOfEach = new ArrayList<>();
    private final Tensor ownPartOfSums;
    private final Tensor sums;

    /**
     * @param parameters whose gradients are not tracked yet
     * @param vectors this object's from now on
     */
    SharedGradients(ParameterStore parameters, SharedVectors vectors, World world) {
        this.parameters = parameters;
        this.world = world;
        this.vectors = vectors;
        parameters.trackGradientsIn(vectors.of(world.rank()));
        long values = parameters.values().numel();
        long from = values * world.rank() / world.worldSize();
        long length = values * (world.rank() + 1) / world.worldSize() - from;
        this.sums = vectors.ofAll();
        this.ownPartOfSums = part(sums, from, length);
        for (int rank = 0; rank < world.worldSize(); rank++) {
            try (Tensor all = vectors.of(rank)) {
                ownPartOfEach.add(part(all, from, length));
            }
        }
    }

    private static Tensor part(Tensor all, long from, long length) {
        Tensor part = all.narrow(0, from, length);
        part.retainReference();
        return part;
    }

    @Override
    public void beforeForward() {}

    @Override
    public void beforeBackward(Tensor loss) {}

    /** The second meeting lets go of this rank's vector, and holds the sums until all come to the first of the next step. */
    @Override
    public double afterBackward() {
        parameters.gatherGradients();
        long start = System.nanoTime();
        meet();
        addUp();
        meet();
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** Returns when all have come; where one doesn't, this fails as any exchange does. */
    private void meet() {
        world.sum(0);
    }

    /** In the order of the ranks, so that the digits are the same in every run. */
    private void addUp() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            torch.add_out(ownPartOfSums, ownPartOfEach.get(0), ownPartOfEach.get(1));
            for (Tensor part : ownPartOfEach.subList(2, ownPartOfEach.size())) {
                ownPartOfSums.add_(part);
            }
        }
    }

    @Override
    public void average(Tensor gradients, int clips) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            torch.mul_out(gradients, sums, torch.scalar_tensor(new Scalar(1.0 / clips)));
        }
    }

    @Override
    public void close() {
        ownPartOfEach.forEach(Tensor::close);
        ownPartOfSums.close();
        sums.close();
        vectors.close();
    }
}
