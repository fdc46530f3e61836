package org.i3d4j.torch.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.config.LrFactorConfig;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.torch.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * Factors of learning rate and weight decay for every value of the flat vector of parameters. Where all are 1 there is
 * no vector of them, and an update costs what it costs without.
 */
final class UpdateFactors implements AutoCloseable {
    private final @Nullable Tensor rates;
    private final @Nullable Tensor decays;
    /** Products of both, for decay that the learning rate scales. */
    private final @Nullable Tensor shrinkages;

    private UpdateFactors(@Nullable Tensor rates, @Nullable Tensor decays, @Nullable Tensor shrinkages) {
        this.rates = rates;
        this.decays = decays;
        this.shrinkages = shrinkages;
    }

    /** The same rate and decay for all values. */
    static UpdateFactors none() {
        return new UpdateFactors(null, null, null);
    }

    /** The factors of each tensor by its name: 0 and 0 for a frozen one. */
    static Map<String, Double> rates(OptimizerConfig config, Freezing freezing, List<Parameter> parameters) {
        Map<String, Double> rates = new HashMap<>();
        for (LrFactorConfig factor : config.lrFactors()) {
            new NamePattern("optimizer.lr_factors", factor.pattern())
                    .in(parameters)
                    .forEach(name -> rates.put(name, factor.factor()));
        }
        freezing.tensors().forEach(name -> rates.put(name, 0.0));
        return rates;
    }

    /**
     * The factors that the configuration asks for.
     *
     * @throws org.i3d4j.error.ConfigException if a pattern fits no tensor
     */
    static UpdateFactors of(OptimizerConfig config, Freezing freezing, ParameterStore store) {
        Map<String, Double> rates = rates(config, freezing, store.parameters());
        boolean sameRates = rates.values().stream().allMatch(rate -> rate == 1);
        boolean sameDecays = config.decayNormAndBias() && freezing.tensors().isEmpty();
        return new UpdateFactors(
                sameRates ? null : store.vector(parameter -> rate(rates, parameter)),
                sameDecays ? null : store.vector(parameter -> decay(config, freezing, parameter)),
                sameRates && sameDecays
                        ? null
                        : store.vector(parameter -> rate(rates, parameter) * decay(config, freezing, parameter)));
    }

    private static double rate(Map<String, Double> rates, Parameter parameter) {
        return rates.getOrDefault(parameter.name(), 1.0);
    }

    private static double decay(OptimizerConfig config, Freezing freezing, Parameter parameter) {
        boolean decays = config.decayNormAndBias() || parameter.role() == Role.KERNEL;
        return decays && !freezing.holds(parameter) ? 1 : 0;
    }

    /** {@code values += amount * rate * direction}. */
    void move(Tensor values, Tensor direction, double amount) {
        if (rates == null) {
            values.add_(direction, new Scalar(amount));
        } else {
            values.addcmul_(direction, rates, new Scalar(amount));
        }
    }

    /** {@code rate * direction}; the argument itself where all rates are the same. */
    Tensor scaled(Tensor direction) {
        return rates == null ? direction : direction.mul(rates);
    }

    /** {@code gradients += weightDecay * decay * values}: L2 regularisation. */
    void addDecay(Tensor gradients, Tensor values, double weightDecay) {
        if (decays == null) {
            gradients.add_(values, new Scalar(weightDecay));
        } else {
            gradients.addcmul_(values, decays, new Scalar(weightDecay));
        }
    }

    /** {@code values -= amount * rate * decay * values}: decay apart from the gradient. */
    void shrink(Tensor values, double amount) {
        if (shrinkages == null) {
            values.mul_(new Scalar(1 - amount));
        } else {
            values.addcmul_(values, shrinkages, new Scalar(-amount));
        }
    }

    @Override
    public void close() {
        for (Tensor tensor : new @Nullable Tensor[] {rates, decays, shrinkages}) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }
}
