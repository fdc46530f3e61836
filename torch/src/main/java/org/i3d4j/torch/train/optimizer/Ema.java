package org.i3d4j.torch.train.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TensorCopies;
import org.i3d4j.torch.Tensors;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * The exponential moving average of a network's weights and running statistics: after update n,
 * {@code average = d average + (1 - d) value} with {@code d = min(decay, (1 + n) / (10 + n))}, so that the first, random
 * weights are soon forgotten. Without decay it holds nothing and does nothing.
 */
public final class Ema implements AutoCloseable {
    private static final double WARM_UP = 10;

    private final ParameterStore parameters;
    private final double decay;
    private final List<Average> averages;

    private record Average(Tensor values, Tensor mean) {
        static Average of(Tensor values) {
            Tensor mean = values.clone();
            mean.retainReference();
            return new Average(values, mean);
        }

        void exchange() {
            Tensor kept = values.clone();
            values.copy_(mean);
            mean.copy_(kept);
        }
    }

    /** @param decay share of the average that stays at an update, in [0, 1); 0 for no average */
    public Ema(ParameterStore parameters, double decay) {
        this.parameters = parameters;
        this.decay = decay;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            this.averages = decay == 0
                    ? List.of()
                    : List.of(Average.of(parameters.values()), Average.of(parameters.statistics()));
        }
    }

    public boolean isOn() {
        return !averages.isEmpty();
    }

    /** Takes the weights after update {@code step}, counted from 1, into the average. */
    public void update(long step) {
        double weight = 1 - Math.min(decay, (1.0 + step) / (WARM_UP + step));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            averages.forEach(average -> average.mean().lerp_(average.values(), new Scalar(weight)));
        }
    }

    /** Puts the averages in the place of the network's values, or back. */
    public void exchange() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            averages.forEach(Average::exchange);
        }
    }

    /** The averages by name, behind {@link Checkpoints#EMA_PREFIX}; none if there is no average. */
    public Map<String, TensorData> state() {
        return state(TensorCopies.FRESH);
    }

    /** As {@link #state()}, copied as {@code copies} does. */
    public Map<String, TensorData> state(TensorCopies copies) {
        Map<String, TensorData> state = new LinkedHashMap<>();
        if (isOn()) {
            exchange();
            for (Parameter parameter : parameters.parameters()) {
                String name = Checkpoints.EMA_PREFIX + parameter.name();
                state.put(name, copies.copy(name, parameters.get(parameter.name())));
            }
            exchange();
        }
        return state;
    }

    /**
     * Replaces the averages; an empty state, of a run that had none, by the weights as they are.
     *
     * @throws org.i3d4j.error.WeightsException if a tensor is missing
     */
    public void restore(StateDict state) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            averages.forEach(average -> average.mean().copy_(average.values()));
            if (isOn() && state.size() > 0) {
                exchange();
                for (Parameter parameter : parameters.parameters()) {
                    Tensors.copy(
                            state.require(Checkpoints.EMA_PREFIX + parameter.name()), parameters.get(parameter.name()));
                }
                exchange();
            }
        }
    }

    /** The averages, to be changed in place; none without decay. */
    public List<Tensor> memory() {
        return averages.stream().map(Average::mean).toList();
    }

    @Override
    public void close() {
        averages.forEach(average -> average.mean().close());
    }
}
