package org.i3d4j.weights.naming;

import java.util.Map;
import java.util.Optional;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.architecture.Parameter;

/**
 * google-deepmind/kinetics-i3d: {@code RGB/inception_i3d/Mixed_3b/Branch_1/Conv3d_0a_1x1/conv_3d/w}. Its batch norm has no
 * gamma.
 *
 * @param scope what all names begin with; the Kinetics-600 model has none
 */
public record DeepMindNames(String scope) implements TensorNames {
    /** Scope of the models of RGB frames. */
    public static final String RGB = "RGB/inception_i3d/";
    /** Scope of the models of optical flow. */
    public static final String FLOW = "Flow/inception_i3d/";

    private static final Map<String, String> BRANCHES = Map.of(
            "b0", "Branch_0/Conv3d_0a_1x1",
            "b1a", "Branch_1/Conv3d_0a_1x1",
            "b1b", "Branch_1/Conv3d_0b_3x3",
            "b2a", "Branch_2/Conv3d_0a_1x1",
            "b2b", "Branch_2/Conv3d_0b_3x3",
            "b3b", "Branch_3/Conv3d_0b_1x1");

    @Override
    public String family() {
        return "google-deepmind/kinetics-i3d";
    }

    @Override
    public Optional<String> of(Parameter parameter) {
        String layer = scope + layer(UnitName.of(parameter));
        return switch (parameter.role()) {
            case KERNEL -> Optional.of(layer + "/conv_3d/w");
            case BIAS -> Optional.of(layer + "/conv_3d/b");
            case GAMMA -> Optional.empty();
            case BETA -> Optional.of(layer + "/batch_norm/beta");
            case RUNNING_MEAN -> Optional.of(layer + "/batch_norm/moving_mean");
            case RUNNING_VARIANCE -> Optional.of(layer + "/batch_norm/moving_variance");
        };
    }

    static String layer(UnitName unit) {
        if (unit.isHead()) {
            return "Logits/Conv3d_0c_1x1";
        }
        return unit.branch()
                .map(branch -> unit.stage() + "/" + branch(unit, branch))
                .orElse(unit.stage());
    }

    /** One unit of the original was misnamed, and every published checkpoint has it so. */
    private static String branch(UnitName unit, String branch) {
        if (unit.stage().equals("Mixed_5b") && branch.equals("b2b")) {
            return "Branch_2/Conv3d_0a_3x3";
        }
        return String.valueOf(BRANCHES.get(branch));
    }

    @Override
    public KernelOrder kernels() {
        return KernelOrder.TIME_HEIGHT_WIDTH_IN_OUT;
    }

    @Override
    public double batchNormEps() {
        return ModelSettings.DEFAULT_BATCH_NORM_EPS;
    }

    @Override
    public boolean isBookkeeping(String name) {
        return name.endsWith("/Momentum") || name.equals("global_step") || name.equals("_CHECKPOINTABLE_OBJECT_GRAPH");
    }
}
