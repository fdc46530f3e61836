package org.i3d4j.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * The network's tensors by name. All trainable values lie in one flat tensor, of which each parameter is a view, and so
 * do their gradients: an optimizer step is then a handful of operations over one vector instead of hundreds of small ones.
 * Kernels are viewed channels-last, the order in which the convolutions read them.
 */
public final class ParameterStore implements AutoCloseable {
    private final List<Parameter> parameters;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Tensor values;
    private final Tensor statistics;
    private final long[] offsets;
    private @Nullable TrackedGradients gradients;
    private boolean leftToAutograd;
    private Set<String> frozen = Set.of();

    ParameterStore(Architecture architecture, Device device) {
        this.parameters = Parameter.of(architecture);
        this.offsets = new long[parameters.size()];
        long trainable = place(true);
        long measured = place(false);
        try (PointerScope scope = new PointerScope()) {
            TensorOptions floats = new TensorOptions(device).dtype(new ScalarTypeOptional(ScalarType.Float));
            values = keep(torch.zeros(new long[] {trainable}, floats));
            statistics = keep(torch.zeros(new long[] {measured}, floats));
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                Tensor base = parameter.role().isTrainable() ? values : statistics;
                tensors.put(parameter.name(), keep(viewOf(base, parameter, offsets[i])));
            }
        }
    }

    private long place(boolean trainable) {
        long offset = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.role().isTrainable() == trainable) {
                offsets[i] = offset;
                offset += parameter.size();
            }
        }
        return offset;
    }

    private static Tensor viewOf(Tensor base, Parameter parameter, long offset) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        return base.narrow(0, offset, parameter.size()).as_strided(shape, channelsLastStrides(shape));
    }

    private static long[] channelsLastStrides(long[] shape) {
        if (shape.length == 1) {
            return new long[] {1};
        }
        long in = shape[1];
        long width = shape[4];
        long height = shape[3];
        return new long[] {in * shape[2] * height * width, 1, in * height * width, in * width, in};
    }

    /** Outlives the scope it was made in; {@link #close()} lets it go. */
    private static <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return tensor;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Holds tensors as they are: no gradients are computed for them, and a batch norm whose running mean is among them
     * uses its running statistics in training too.
     *
     * @throws IllegalStateException after the first {@link #gradients()}
     */
    public void freeze(Set<String> names) {
        if (gradients != null) {
            throw new IllegalStateException("gradients are tracked already; freeze first");
        }
        frozen = Set.copyOf(names);
    }

    /** The parameters that gradients are computed for, in the order of the architecture. */
    public List<Parameter> trained() {
        return parameters.stream()
                .filter(parameter -> parameter.role().isTrainable() && !isFrozen(parameter.name()))
                .toList();
    }

    /** The running statistics that training moves. */
    public List<Parameter> measured() {
        return parameters.stream()
                .filter(parameter ->
                        !parameter.role().isTrainable() && !isFrozen(Role.RUNNING_MEAN.nameIn(parameter.layer())))
                .toList();
    }

    /**
     * The part of {@code flat} that is the parameter's called {@code name}.
     *
     * @param flat shaped as {@link #values()} for what is trained, as {@link #statistics()} for running statistics
     */
    public Tensor view(Tensor flat, String name) {
        int i = indexOf(name);
        return viewOf(flat, parameters.get(i), offsets[i]);
    }

    /** Where in {@link #values()}, or {@link #statistics()}, the tensor called {@code name} begins. */
    long offset(String name) {
        return offsets[indexOf(name)];
    }

    private int indexOf(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    boolean isFrozen(String name) {
        return frozen.contains(name);
    }

    /** Whether no value, running statistics included, is NaN or infinite. */
    public boolean isFinite() {
        try (PointerScope scope = new PointerScope()) {
            return values.isfinite().all().item_bool()
                    && statistics.isfinite().all().item_bool();
        }
    }

    /** All trainable values as one vector. */
    public Tensor values() {
        return values;
    }

    /** All running statistics as one vector. */
    public Tensor statistics() {
        return statistics;
    }

    /**
     * The parts of {@code flat} that are of the parameters chosen, neighbours as one.
     *
     * @param flat shaped as {@link #values()}
     * @return views, the caller's to close
     */
    public List<Tensor> parts(Tensor flat, Predicate<Parameter> chosen) {
        List<Tensor> parts = new ArrayList<>();
        long[] range = {0, 0};
        forEachTrainable((parameter, offset) -> {
            if (offset > range[1] || !chosen.test(parameter)) {
                parts.addAll(part(flat, range));
                range[0] = offset;
                range[1] = offset;
            }
            if (chosen.test(parameter)) {
                range[1] = offset + parameter.size();
            }
        });
        parts.addAll(part(flat, range));
        return parts;
    }

    private static List<Tensor> part(Tensor flat, long[] range) {
        return range[1] > range[0] ? List.of(keep(flat.narrow(0, range[0], range[1] - range[0]))) : List.of();
    }

    /** The gradients of {@link #values()} that updates take, zero at first; tracked from the first call on. */
    public Tensor gradients() {
        return tracked().updating();
    }

    /**
     * Has {@link #gatherGradients()} and {@link #gradients()} use memory that is there already.
     *
     * @param gathered where gradients are gathered, shaped as {@link #values()}
     * @param updating what {@link #gradients()} is from now on; the same, or filled from it by others. Both tensors are this
     *     object's from now on, what is below them stays the caller's
     * @throws IllegalStateException after the first {@link #gradients()}
     */
    public void trackGradientsIn(Tensor gathered, Tensor updating) {
        if (gradients != null) {
            throw new IllegalStateException("gradients are tracked already");
        }
        gradients = new TrackedGradients(this, gathered, updating);
    }

    /** Moves what backward passes have added up since the last call into one vector. */
    public void gatherGradients() {
        tracked().gather();
    }

    /** Multiplies {@link #gradients()}. */
    public void scaleGradients(double factor) {
        if (factor != 1) {
            try (PointerScope scope = new PointerScope()) {
                gradients().mul_(new Scalar(factor));
            }
        }
    }

    TrackedGradients tracked() {
        TrackedGradients there = gradients;
        if (there == null) {
            Tensor zeros = keep(torch.zeros_like(values));
            there = new TrackedGradients(this, zeros, zeros);
            gradients = there;
        }
        return there;
    }

    /** Has all gradients computed by autograd from now on, whose hooks someone waits for. */
    public void leaveToAutograd() {
        leftToAutograd = true;
    }

    boolean isLeftToAutograd() {
        return leftToAutograd;
    }

    /** A tensor shaped as {@link #values()}, by parameter: optimizer state as it is stored in checkpoints. */
    public Map<String, TensorData> slices(Tensor flat, String prefix) {
        return slices(flat, prefix, TensorCopies.FRESH);
    }

    /** As {@link #slices(Tensor, String)}, copied as {@code copies} does. */
    public Map<String, TensorData> slices(Tensor flat, String prefix, TensorCopies copies) {
        Map<String, TensorData> slices = new LinkedHashMap<>();
        forEachTrainable((parameter, offset) -> {
            try (PointerScope scope = new PointerScope()) {
                String name = prefix + parameter.name();
                slices.put(name, copies.copy(name, viewOf(flat, parameter, offset)));
            }
        });
        return slices;
    }

    /** The inverse of {@link #slices}. */
    public void fill(Tensor flat, String prefix, StateDict state) {
        forEachTrainable((parameter, offset) -> {
            TensorData data = state.require(prefix + parameter.name());
            try (PointerScope scope = new PointerScope()) {
                Tensors.copy(data, viewOf(flat, parameter, offset));
            }
        });
    }

    private interface TrainableVisitor {
        void visit(Parameter parameter, long offset);
    }

    private void forEachTrainable(TrainableVisitor visitor) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).role().isTrainable()) {
                visitor.visit(parameters.get(i), offsets[i]);
            }
        }
    }

    @Override
    public void close() {
        List<Tensor> all = new ArrayList<>(tensors.values());
        all.add(values);
        all.add(statistics);
        all.forEach(Tensor::close);
        if (gradients != null) {
            gradients.close();
        }
        tensors.clear();
    }
}
