package org.i3d4j.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/**
 * The network's tensors by name. All trainable values lie in one flat tensor, of which each parameter is a view, and so
 * do their gradients: an optimizer step is then a handful of operations over one vector instead of hundreds of small ones.
 */
public final class ParameterStore implements AutoCloseable {
    private final List<Parameter> parameters;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Tensor values;
    private final Tensor statistics;
    private final FlatLayout layout;
    private @Nullable TrackedGradients gradients;
    private boolean leftToAutograd;
    private Set<String> frozen = Set.of();

    ParameterStore(Architecture architecture, Device device) {
        this.parameters = Parameter.of(architecture);
        this.layout = new FlatLayout(parameters);
        try (PointerScope scope = new PointerScope()) {
            TensorOptions floats = new TensorOptions(device).dtype(new ScalarTypeOptional(ScalarType.Float));
            values = keep(torch.zeros(new long[] {layout.trainable()}, floats));
            statistics = keep(torch.zeros(new long[] {layout.measured()}, floats));
            for (Parameter parameter : parameters) {
                Tensor base = parameter.role().isTrainable() ? values : statistics;
                tensors.put(parameter.name(), keep(layout.view(base, parameter.name())));
            }
        }
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

    /** Where they lie in {@link #values()}, {@link #statistics()} and tensors of the same sizes. */
    public FlatLayout layout() {
        return layout;
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

    boolean isFrozen(String name) {
        return frozen.contains(name);
    }

    /** Whether no value, running statistics included, is NaN or infinite. */
    public boolean isFinite() {
        try (PointerScope scope = new PointerScope()) {
            return values.isfinite().all().item_bool() && statisticsAreFinite();
        }
    }

    /** Whether no running statistic is NaN or infinite, as all are once a convolution has put out such a value. */
    public boolean statisticsAreFinite() {
        try (PointerScope scope = new PointerScope()) {
            return statistics.isfinite().all().item_bool();
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
