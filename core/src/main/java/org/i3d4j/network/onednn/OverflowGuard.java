package org.i3d4j.network.onednn;

import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.TemporalWinograd;
import org.i3d4j.video.ClipBatch;

/**
 * Sees to it that no sum passes what float32 holds unseen. ReLU in oneDNN makes 0 of NaN, so that sums that are infinite both
 * ways would leave logits that look well. How large values can get follows from the kernels; where that is not enough to be
 * sure, the feature map is watched. Walks the stages once for a plan.
 */
final class OverflowGuard {
    /**
     * Below the largest float32, with room for what bfloat16 rounds up, and for {@link TemporalWinograd}, whose sums are up to 190
     * times as large as those of the convolution.
     */
    private static final double LARGEST_SUM = 1e35;
    /** No network in use has feature maps near that. */
    private static final double LARGEST_EXPECTED = 1e9;

    private final Map<String, Kernel.Growth> units;
    private final boolean on;
    private double largest = ClipBatch.LARGEST_VALUE;

    /**
     * @param units by name
     * @param on whether values are floats; integers saturate
     */
    OverflowGuard(Map<String, Kernel.Growth> units, boolean on) {
        this.units = units;
        this.on = on;
    }

    /** Before {@code stage} reads {@code x} in the plan. */
    void before(Stage stage, FeatureMap x, PlanBuilder plan) {
        if (!on) {
            return;
        }
        if (!(after(stage, largest) <= LARGEST_SUM)) {
            largest = LARGEST_EXPECTED;
            while (!(after(stage, largest) <= LARGEST_SUM) && largest > Float.MIN_VALUE) {
                largest /= 10;
            }
            plan.watch("values before " + stage.name(), x, largest);
        }
        largest = after(stage, largest);
    }

    private double after(Stage stage, double input) {
        if (stage instanceof ConvUnit unit) {
            Kernel.Growth growth = units.get(unit.name());
            return growth == null ? input : growth.of(input);
        }
        if (stage instanceof Mixed block) {
            double most = input;
            for (List<Stage> branch : block.branches()) {
                double value = input;
                for (Stage part : branch) {
                    value = Math.max(value, after(part, value));
                }
                most = Math.max(most, value);
            }
            return most;
        }
        return input;
    }
}
