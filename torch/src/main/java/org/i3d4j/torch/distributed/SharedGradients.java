package org.i3d4j.torch.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.torch.ParameterStore;

/**
 * Averages gradients of processes on the CPU of one machine, in memory that they share: each rank makes the means of its
 * part of the vectors of all, and updates read the means where they are. Sent through the loopback device they would be copied again and again
 * by the cores that compute. For the same reason nothing is done during the backward pass: no other device could do it.
 */
final class SharedGradients implements GradientExchange {
    /** 1 MiB, which stays in a core's cache between two operations on it. */
    private static final long PIECE = 1 << 18;

    private final ParameterStore parameters;
    private final ProcessGroup group;
    private final SharedVectors vectors;
    private final List<Piece> pieces = new ArrayList<>();

    /** The same values of the means and of each rank's vector. */
    private record Piece(Tensor means, List<Tensor> ofEach) {}

    /**
     * @param parameters whose gradients are not tracked yet
     * @param vectors this object's from now on
     */
    SharedGradients(ParameterStore parameters, SharedVectors vectors, ProcessGroup group) {
        this.parameters = parameters;
        this.group = group;
        this.vectors = vectors;
        parameters.trackGradientsIn(vectors.of(group.rank()), vectors.ofAll());
        long values = parameters.values().numel();
        long from = values * group.rank() / group.worldSize();
        long end = values * (group.rank() + 1) / group.worldSize();
        try (PointerScope scope = new PointerScope()) {
            Tensor means = vectors.ofAll();
            List<Tensor> ofEach =
                    IntStream.range(0, group.worldSize()).mapToObj(vectors::of).toList();
            for (long at = from; at < end; at += PIECE) {
                long start = at;
                long length = Math.min(PIECE, end - at);
                pieces.add(new Piece(
                        part(means, start, length),
                        ofEach.stream().map(all -> part(all, start, length)).toList()));
            }
            means.close();
            ofEach.forEach(Tensor::close);
        }
    }

    private static Tensor part(Tensor all, long from, long length) {
        Tensor part = all.narrow(0, from, length);
        part.retainReference();
        return part;
    }

    @Override
    public double afterBackward() {
        parameters.gatherGradients();
        return 0;
    }

    /** Lets go of this rank's vector when all have read it; the means stay until all have met again. */
    @Override
    public void average(int clips) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Scalar share = new Scalar(1.0 / clips);
            pieces.forEach(piece -> average(piece, share));
        }
        barrier();
    }

    /** In the order of the ranks, so that the digits are the same in every run. */
    private static void average(Piece piece, Scalar share) {
        List<Tensor> ofEach = piece.ofEach();
        torch.add_out(piece.means(), ofEach.get(0), ofEach.get(1));
        ofEach.subList(2, ofEach.size()).forEach(piece.means()::add_);
        piece.means().mul_(share);
    }

    @Override
    public void scale(double factor) {
        // Until all have measured what is about to change.
        barrier();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Scalar scalar = new Scalar(factor);
            pieces.forEach(piece -> piece.means().mul_(scalar));
        }
        barrier();
    }

    /** Returns when all have come; where one doesn't, this fails as any exchange does. */
    private void barrier() {
        group.sum(0);
    }

    @Override
    public void close() {
        for (Piece piece : pieces) {
            piece.means().close();
            piece.ofEach().forEach(Tensor::close);
        }
        vectors.close();
    }
}
