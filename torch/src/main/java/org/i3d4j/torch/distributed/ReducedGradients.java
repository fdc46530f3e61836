package org.i3d4j.torch.distributed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolVector;
import org.bytedeco.pytorch.Reducer;
import org.bytedeco.pytorch.SizeTStringMap;
import org.bytedeco.pytorch.SizeTVector;
import org.bytedeco.pytorch.SizeTVectorVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.VoidTensorHook;
import org.bytedeco.pytorch.global.torch.BuiltinCommHookType;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.torch.ParameterStore;

/**
 * libtorch's Reducer, the engine of PyTorch's DistributedDataParallel: gradients travel in buckets, each as soon as the
 * backward pass has filled it (Li et al., "PyTorch Distributed: Experiences on Accelerating Data Parallel Training", VLDB
 * 2020).
 */
final class ReducedGradients implements GradientExchange {
    /** The first bucket is small, so that the first bytes travel early; the last ones hold the small layers of the stem. */
    private static final long FIRST_BUCKET_BYTES = 1L << 20;

    private static final long BUCKET_BYTES = 8L << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ParameterStore parameters;
    private final Reducer reducer;
    private final int worldSize;
    private final LastGradient lastGradient = new LastGradient();
    /** What native code refers to. */
    private final List<Pointer> kept = new ArrayList<>();

    /** Takes the time when the gradient it is registered on is computed. */
    private static final class LastGradient extends VoidTensorHook {
        private volatile long nanos;

        @Override
        public void call(TensorBase gradient) {
            nanos = System.nanoTime();
        }
    }

    /** @param halfPrecision whether they travel as float16 */
    ReducedGradients(ParameterStore parameters, org.bytedeco.pytorch.ProcessGroup group, boolean halfPrecision) {
        this.parameters = parameters;
        // Tracked before the Reducer sees them.
        parameters.gradients();
        parameters.leaveToAutograd();
        List<Parameter> trained = parameters.trained();
        TensorVector tensors = new TensorVector();
        BoolVector sparse = new BoolVector();
        SizeTStringMap names = new SizeTStringMap();
        for (int i = 0; i < trained.size(); i++) {
            tensors.push_back(parameters.get(trained.get(i).name()));
            sparse.push_back(false);
            names.put(i, trained.get(i).name());
        }
        SizeTVectorVector buckets = buckets(trained);
        kept.addAll(List.of(tensors, sparse, names, buckets, group));
        this.worldSize = group.getSize();
        this.reducer = new Reducer(
                tensors, buckets, group, sparse, BUCKET_BYTES, false, false, names, FIRST_BUCKET_BYTES, false, false);
        if (halfPrecision) {
            reducer.register_builtin_comm_hook(BuiltinCommHookType.FP16_COMPRESS);
        }
        // Backward goes from the last layer to the first.
        parameters.get(trained.get(0).name()).register_hook(lastGradient);
    }

    private static SizeTVectorVector buckets(List<Parameter> trained) {
        List<List<Integer>> buckets = new ArrayList<>();
        List<Integer> bucket = new ArrayList<>();
        long bytes = 0;
        for (int i = trained.size() - 1; i >= 0; i--) {
            bucket.add(i);
            bytes += trained.get(i).size() * Float.BYTES;
            if (bytes >= (buckets.isEmpty() ? FIRST_BUCKET_BYTES : BUCKET_BYTES) || i == 0) {
                Collections.reverse(bucket);
                buckets.add(bucket);
                bucket = new ArrayList<>();
                bytes = 0;
            }
        }
        SizeTVector[] vectors = buckets.stream()
                .map(indices -> new SizeTVector(
                        indices.stream().mapToLong(Integer::longValue).toArray()))
                .toArray(SizeTVector[]::new);
        return new SizeTVectorVector(vectors);
    }

    @Override
    public void beforeForward() {
        reducer.prepare_for_forward();
    }

    @Override
    public void beforeBackward(Tensor loss) {
        reducer.prepare_for_backward(new TensorVector(loss));
    }

    @Override
    public double afterBackward() {
        double seconds = (System.nanoTime() - lastGradient.nanos) / NANOS_PER_SECOND;
        parameters.gatherGradients();
        return seconds;
    }

    /** They are means over the processes. */
    @Override
    public void average(int clips) {
        scale((double) worldSize / clips);
    }

    @Override
    public void scale(double factor) {
        parameters.scaleGradients(factor);
    }

    @Override
    public void close() {
        reducer.remove_autograd_hooks();
        reducer.close();
        kept.clear();
    }
}
