package org.i3d4j.weights;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.i3d4j.error.WeightsException;
import org.jspecify.annotations.Nullable;

/** Named tensors in a fixed order: what a checkpoint holds, without any framework. */
public final class StateDict {
    private final Map<String, TensorData> tensors;

    public StateDict(Map<String, TensorData> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The tensor called {@code name}, or null. */
    public @Nullable TensorData get(String name) {
        return tensors.get(name);
    }

    /**
     * The tensor called {@code name}.
     *
     * @throws WeightsException if there is none
     */
    public TensorData require(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new WeightsException("tensor " + name + " is missing");
        }
        return tensor;
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    public Collection<TensorData> values() {
        return tensors.values();
    }

    public Map<String, TensorData> asMap() {
        return tensors;
    }

    public int size() {
        return tensors.size();
    }
}
