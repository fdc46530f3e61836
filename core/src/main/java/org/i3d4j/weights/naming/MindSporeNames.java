package org.i3d4j.weights.naming;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.i3d4j.architecture.Parameter;

/**
 * ZJUT-ERCISS/i3d_mindspore: {@code backbone.mixed_3b.b1a.features.1.bn2d.gamma}, {@code head.logits.features.0.weight}.
 *
 * @param norm what stands in front of the batch norm's own names; depends on the version of MindSpore
 */
public record MindSporeNames(String norm) implements TensorNames {
    /** MindSpore's own default, which the reference system leaves alone. */
    private static final double EPS = 1e-5;

    private static final Set<String> COUNTERS =
            Set.of("learning_rate", "momentum", "global_step", "epoch_num", "step_num", "loss_scale");

    @Override
    public String family() {
        return "ZJUT-ERCISS/i3d_mindspore";
    }

    @Override
    public Optional<String> of(Parameter parameter) {
        UnitName unit = UnitName.of(parameter);
        String layer = unit.isHead() ? "head.logits" : "backbone." + unit.full().toLowerCase(Locale.ROOT);
        String suffix = switch (parameter.role()) {
            case KERNEL -> "features.0.weight";
            case BIAS -> "features.0.bias";
            case GAMMA -> "features.1." + norm + "gamma";
            case BETA -> "features.1." + norm + "beta";
            case RUNNING_MEAN -> "features.1." + norm + "moving_mean";
            case RUNNING_VARIANCE -> "features.1." + norm + "moving_variance";
        };
        return Optional.of(layer + "." + suffix);
    }

    @Override
    public KernelOrder kernels() {
        return KernelOrder.OUT_IN_TIME_HEIGHT_WIDTH;
    }

    @Override
    public double batchNormEps() {
        return EPS;
    }

    /** By first appearance in the training list. */
    @Override
    public boolean numbersClassesAlphabetically() {
        return false;
    }

    @Override
    public boolean isBookkeeping(String name) {
        return COUNTERS.contains(name)
                || name.startsWith("accum.")
                || name.startsWith("stat.")
                || name.startsWith("moments.")
                || name.startsWith("moment1.")
                || name.startsWith("moment2.");
    }
}
