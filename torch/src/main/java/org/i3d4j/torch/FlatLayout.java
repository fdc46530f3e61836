package org.i3d4j.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * Where a network's parameters lie in flat tensors: all that is trained in one, all running statistics in another, each in the
 * order of the architecture. Kernels are viewed channels-last, the order in which the convolutions read them.
 */
public final class FlatLayout {
    private final List<Parameter> parameters;
    private final long[] offsets;
    private final long trainable;
    private final long measured;

    FlatLayout(List<Parameter> parameters) {
        this.parameters = parameters;
        this.offsets = new long[parameters.size()];
        this.trainable = place(true);
        this.measured = place(false);
    }

    private long place(boolean isTrainable) {
        long offset = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.role().isTrainable() == isTrainable) {
                offsets[i] = offset;
                offset += parameter.size();
            }
        }
        return offset;
    }

    /** Number of values that are trained, frozen ones included. */
    long trainable() {
        return trainable;
    }

    /** Number of running statistics. */
    long measured() {
        return measured;
    }

    /** Where in its flat tensor the parameter called {@code name} begins. */
    long offset(String name) {
        return offsets[indexOf(name)];
    }

    /**
     * The part of {@code flat} that is the parameter's called {@code name}.
     *
     * @param flat of what is trained, or of running statistics, as the parameter is
     */
    public Tensor view(Tensor flat, String name) {
        int i = indexOf(name);
        return view(flat, parameters.get(i), offsets[i]);
    }

    private static Tensor view(Tensor flat, Parameter parameter, long offset) {
        long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
        return flat.narrow(0, offset, parameter.size()).as_strided(shape, channelsLastStrides(shape));
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

    private int indexOf(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    /**
     * The parts of {@code flat} that are of the parameters chosen, neighbours as one.
     *
     * @param flat of what is trained
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
        if (range[1] == range[0]) {
            return List.of();
        }
        Tensor part = flat.narrow(0, range[0], range[1] - range[0]);
        part.retainReference();
        return List.of(part);
    }

    /** A tensor of what is trained, by parameter: optimizer state as it is stored in checkpoints. */
    public Map<String, TensorData> slices(Tensor flat, String prefix) {
        return slices(flat, prefix, TensorCopies.FRESH);
    }

    /** As {@link #slices(Tensor, String)}, copied as {@code copies} does. */
    public Map<String, TensorData> slices(Tensor flat, String prefix, TensorCopies copies) {
        Map<String, TensorData> slices = new LinkedHashMap<>();
        forEachTrainable((parameter, offset) -> {
            try (PointerScope scope = new PointerScope()) {
                String name = prefix + parameter.name();
                slices.put(name, copies.copy(name, view(flat, parameter, offset)));
            }
        });
        return slices;
    }

    /** The inverse of {@link #slices}. */
    public void fill(Tensor flat, String prefix, StateDict state) {
        forEachTrainable((parameter, offset) -> {
            TensorData data = state.require(prefix + parameter.name());
            try (PointerScope scope = new PointerScope()) {
                Tensors.copy(data, view(flat, parameter, offset));
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
}
