package org.i3d4j.torch.train.optimizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.config.LrFactorConfig;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.torch.ParameterStore;

/** The parameters that are updated, in groups of the same factors of learning rate and weight decay. */
public final class UpdateGroups {
    private final Map<Factors, Predicate<Parameter>> groups;

    private UpdateGroups(Map<Factors, Predicate<Parameter>> groups) {
        this.groups = groups;
    }

    /**
     * What a group's learning rate and weight decay are multiplied by.
     *
     * @param decay 0 or 1
     */
    record Factors(double rate, double decay) {}

    /**
     * A group's tensors.
     *
     * @param parts for each vector asked for, its parts that are the group's
     */
    record Group(Factors factors, List<List<Tensor>> parts) implements AutoCloseable {
        @Override
        public void close() {
            parts.forEach(part -> part.forEach(Tensor::close));
        }
    }

    /** All parameters, each with the same rate and decay. */
    static UpdateGroups one() {
        return new UpdateGroups(Map.of(new Factors(1, 1), parameter -> true));
    }

    /**
     * As the configuration asks for; frozen parameters are in no group.
     *
     * @throws org.i3d4j.error.ConfigException if a pattern fits no tensor
     */
    public static UpdateGroups of(OptimizerConfig config, Freezing freezing, ParameterStore store) {
        Map<String, Double> rates = rates(config, freezing, store.parameters());
        Function<Parameter, Factors> factors = parameter -> new Factors(
                rates.getOrDefault(parameter.name(), 1.0),
                config.decayNormAndBias() || parameter.role() == Role.KERNEL ? 1 : 0);
        return new UpdateGroups(store.parameters().stream()
                .filter(parameter -> parameter.role().isTrainable() && !freezing.holds(parameter))
                .map(factors)
                .distinct()
                .collect(Collectors.toMap(
                        group -> group,
                        group -> parameter -> !freezing.holds(parameter)
                                && factors.apply(parameter).equals(group))));
    }

    /** The factors of learning rates that are not 1, by the names of tensors: 0 for a frozen one. */
    public static Map<String, Double> rates(OptimizerConfig config, Freezing freezing, List<Parameter> parameters) {
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
     * The groups' parts of {@code vectors}, which are shaped as {@link ParameterStore#values()}.
     *
     * @return the caller's to close
     */
    public List<Group> of(ParameterStore store, Tensor... vectors) {
        List<Group> made = new ArrayList<>();
        groups.forEach((factors, holds) -> made.add(new Group(
                factors,
                Stream.of(vectors)
                        .map(vector -> store.layout().parts(vector, holds))
                        .toList())));
        return made;
    }
}
