package org.i3d4j.network.onednn.training;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.error.I3dException;
import org.i3d4j.network.NetworkInputs;
import org.i3d4j.network.Precision;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.LruCache;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.Region;
import org.i3d4j.network.onednn.plan.Step;
import org.i3d4j.video.ClipBatch;
import org.jspecify.annotations.Nullable;

/**
 * Training of all stages below the head as calls of oneDNN: batch norm and ReLU in one pass over a map, gradients straight
 * into the caller's memory, all feature maps in one piece of memory that every step uses again. Not safe for use by several
 * threads at a time.
 */
public final class OneDnnTraining implements AutoCloseable {
    private final ModelSettings settings;
    private final Architecture architecture;
    private final data_type type;
    private final ParameterMemory parameters;
    private final boolean recomputes;
    private final LruCache<PassKey, TrainingPlan> plans = new LruCache<>(this::make, TrainingPlan::close);
    private final Arena arena = new Arena();
    private final stream order;
    private final OwnThread thread = new OwnThread("i3d-onednn-training");
    private @Nullable TrainingPlan begun;
    private String begunFor = "";

    private record PassKey(int clips, Extent clip, boolean adds) {}

    /**
     * What the last stage put out, in memory of the engine's that the next pass overwrites.
     *
     * @param clips N
     * @param channels C
     * @param size T, H, W
     * @param values float32 N,C,T,H,W
     * @param gradient where its gradient is to be put, as the values
     */
    public record Output(int clips, int channels, Extent size, Pointer values, Pointer gradient) {}

    /**
     * @param parameters of which those of the backbone are used
     * @param recomputes whether to compute what batch norms, stride-1 poolings and concatenations put out again for the backward pass
     *     instead of keeping it: the same digits, in less memory
     * @throws org.i3d4j.error.DeviceException if oneDNN can't be loaded
     */
    public OneDnnTraining(ModelSettings settings, Precision precision, ParameterMemory parameters, boolean recomputes) {
        this.settings = settings;
        this.architecture = settings.architecture();
        this.type = precision == Precision.BF16 ? data_type.bf16 : data_type.f32;
        this.parameters = parameters;
        this.recomputes = recomputes;
        try (PointerScope scope = new PointerScope()) {
            this.order = new stream(OneDnn.cpu());
            order.retainReference();
        }
    }

    /** As {@code oneDNN 3.11.0}. */
    public static String description() {
        return "oneDNN " + OneDnn.version();
    }

    /** Why no network can be trained in {@code precision} here; empty if one can. */
    public static Optional<String> obstacle(Precision precision) {
        return precision == Precision.INT8
                ? Optional.of("has no gradients of 8-bit integers")
                : OneDnn.obstacle(precision);
    }

    /** Why clips of this shape are better not learnt from with this; empty if nothing speaks against it. */
    public Optional<String> obstacle(int clips, Extent clip) {
        if (architecture.stages().stream().anyMatch(NonLocal.class::isInstance)) {
            return Optional.of("has no gradients of non-local blocks");
        }
        TrainingPlan plan = thread.call(() -> plans.get(new PassKey(clips, clip, false)));
        Optional<String> slow = plan.plan().steps().stream()
                .filter(Step::isSlow)
                .map(step -> "has only its slow reference code for " + step.name())
                .findFirst();
        return slow.or(() -> plan.statistics().stream()
                .filter(norm -> norm.values() == 1)
                .map(norm -> "finds no variance in the one value that " + norm.layer() + " gets")
                .findFirst());
    }

    private TrainingPlan make(PassKey key) {
        PlanBuilder builder = new PlanBuilder(key.clips());
        try (PointerScope scope = new PointerScope()) {
            float eps = (float) settings.batchNormEps();
            return new TrainingLowering(builder, type, eps, parameters, key.adds(), recomputes)
                    .lower(architecture, key.clip());
        } catch (RuntimeException e) {
            builder.abandon();
            throw e;
        }
    }

    /**
     * The forward pass, which moves the running statistics.
     *
     * @param adds whether the gradients of this pass are to be added to what is in their memory
     * @param doing what this pass is part of, for errors of it and of its gradients: {@code training on batch 2}
     * @throws org.i3d4j.error.DeviceException if the machine has too little memory
     */
    public Output forward(ClipBatch clipsNcthw, boolean adds, String doing) {
        return thread.call(() -> forwardHere(clipsNcthw, adds, doing));
    }

    private Output forwardHere(ClipBatch clipsNcthw, boolean adds, String doing) {
        Extent clip = NetworkInputs.extent(clipsNcthw);
        begunFor = doing;
        try {
            TrainingPlan plan = plans.get(new PassKey(clipsNcthw.clips(), clip, adds));
            arena.require(plan.plan().arenaBytes(), doing);
            plan.plan().bind(clipsNcthw.pointer(), arena);
            plan.plan().run(0, plan.forwardSteps(), order, output -> {});
            plan.statistics().forEach(norm -> moveRunningStatistics(plan.plan(), norm));
            begun = plan;
            FeatureMap output = plan.output();
            return new Output(
                    output.clips(),
                    output.channels(),
                    output.size(),
                    at(plan.plan(), output.region()),
                    at(plan.plan(), plan.outputGradient().region()));
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException e) {
            throw OneDnn.explain(doing, e);
        }
    }

    private Pointer at(Plan plan, Region region) {
        return arena.at(plan.offset(region));
    }

    private void moveRunningStatistics(Plan plan, BatchStatistics norm) {
        // As PyTorch: normalised by the variance of the batch, kept is the one estimated for all there could be.
        float unbiased = norm.values() / (norm.values() - 1f);
        move(norm.layer() + "running_mean", at(plan, norm.mean().region()), norm.channels(), 1);
        move(norm.layer() + "running_var", at(plan, norm.variance().region()), norm.channels(), unbiased);
    }

    private void move(String parameter, Pointer measured, int channels, float factor) {
        float momentum = (float) settings.batchNormMomentum();
        FloatBuffer running = floats(parameters.value(parameter), channels);
        FloatBuffer batch = floats(measured, channels);
        for (int c = 0; c < channels; c++) {
            running.put(c, (1 - momentum) * running.get(c) + momentum * factor * batch.get(c));
        }
    }

    private static FloatBuffer floats(Pointer values, int count) {
        return new FloatPointer(values).capacity(count).asBuffer();
    }

    /**
     * The gradients of all parameters of the backbone, after {@link #forward} and after the gradient of its output was put
     * in its place.
     *
     * @param done told the first unit of each stage, from the last to the first, when its gradients are there
     */
    public void backward(Consumer<String> done) {
        TrainingPlan plan = begun;
        if (plan == null) {
            throw new IllegalStateException("there was no forward pass");
        }
        begun = null;
        int end = plan.forwardSteps();
        for (TrainingPlan.BackwardPart part : plan.backward()) {
            int first = end;
            thread.run(() -> backwardHere(plan.plan(), first, part.end()));
            done.accept(part.unit());
            end = part.end();
        }
    }

    private void backwardHere(Plan plan, int first, int end) {
        try {
            plan.run(first, end, order, output -> {});
        } catch (RuntimeException e) {
            throw OneDnn.explain(begunFor, e);
        }
    }

    @Override
    public void close() {
        thread.close();
        plans.close();
        arena.close();
        order.releaseReference();
    }
}
