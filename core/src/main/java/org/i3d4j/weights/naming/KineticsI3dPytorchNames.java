package org.i3d4j.weights.naming;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;

/**
 * hassony2/kinetics_i3d_pytorch, and video_features after it: {@code mixed_3b.branch_1.0.batch3d.running_mean},
 * {@code conv3d_0c_1x1.conv3d.bias}.
 */
public record KineticsI3dPytorchNames() implements TensorNames {
    private static final Map<String, String> BRANCHES = Map.of(
            "b0", "branch_0",
            "b1a", "branch_1.0",
            "b1b", "branch_1.1",
            "b2a", "branch_2.0",
            "b2b", "branch_2.1",
            "b3b", "branch_3.1");

    @Override
    public String family() {
        return "hassony2/kinetics_i3d_pytorch";
    }

    @Override
    public Optional<String> of(Parameter parameter) {
        UnitName unit = UnitName.of(parameter);
        String suffix = switch (parameter.role()) {
            case KERNEL -> "conv3d.weight";
            case BIAS -> "conv3d.bias";
            case GAMMA -> "batch3d.weight";
            case BETA -> "batch3d.bias";
            case RUNNING_MEAN -> "batch3d.running_mean";
            case RUNNING_VARIANCE -> "batch3d.running_var";
        };
        return Optional.of(layer(unit) + "." + suffix);
    }

    private static String layer(UnitName unit) {
        if (unit.isHead()) {
            return "conv3d_0c_1x1";
        }
        String stage = unit.stage().toLowerCase(Locale.ROOT);
        return unit.branch().map(branch -> stage + "." + BRANCHES.get(branch)).orElse(stage);
    }

    @Override
    public KernelOrder kernels() {
        return KernelOrder.OUT_IN_TIME_HEIGHT_WIDTH;
    }

    @Override
    public double batchNormEps() {
        return ModelSettings.DEFAULT_BATCH_NORM_EPS;
    }
}
