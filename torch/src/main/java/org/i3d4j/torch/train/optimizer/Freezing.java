package org.i3d4j.torch.train.optimizer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.config.TrainConfig;
import org.i3d4j.config.TrainConfig.BatchNormFreezing;
import org.i3d4j.error.ConfigException;

/**
 * What training leaves as it is.
 *
 * @param tensors names, running statistics included
 */
public record Freezing(Set<String> tensors) {
    public Freezing {
        tensors = Set.copyOf(tensors);
    }

    /**
     * What {@code train.freeze} and {@code train.freeze_batch_norm} name.
     *
     * @throws ConfigException if a pattern fits nothing, or nothing is left to train
     */
    public static Freezing of(TrainConfig config, List<Parameter> parameters) {
        Set<String> tensors = new HashSet<>();
        config.freeze().forEach(text -> tensors.addAll(new NamePattern("train.freeze", text).in(parameters)));
        for (Parameter parameter : parameters) {
            boolean held = switch (parameter.role()) {
                case RUNNING_MEAN, RUNNING_VARIANCE -> config.freezeBatchNorm() != BatchNormFreezing.NONE;
                case GAMMA, BETA -> config.freezeBatchNorm() == BatchNormFreezing.ALL;
                case KERNEL, BIAS -> false;
            };
            if (held || isStatisticOfFrozenMean(parameter, tensors)) {
                tensors.add(parameter.name());
            }
        }
        requireSomethingToTrain(tensors, parameters);
        return new Freezing(tensors);
    }

    /** Mean and variance are used, or measured anew, together. */
    private static boolean isStatisticOfFrozenMean(Parameter parameter, Set<String> tensors) {
        if (parameter.role().isTrainable()) {
            return false;
        }
        return tensors.contains(new Parameter(parameter.layer(), Role.RUNNING_MEAN, parameter.shape()).name())
                || tensors.contains(new Parameter(parameter.layer(), Role.RUNNING_VARIANCE, parameter.shape()).name());
    }

    private static void requireSomethingToTrain(Set<String> tensors, List<Parameter> parameters) {
        if (parameters.stream()
                .noneMatch(parameter -> parameter.role().isTrainable() && !tensors.contains(parameter.name()))) {
            throw new ConfigException("'train.freeze' leaves nothing to train; leave out the head, 'logits', at least");
        }
    }

    public boolean holds(Parameter parameter) {
        return tensors.contains(parameter.name());
    }
}
