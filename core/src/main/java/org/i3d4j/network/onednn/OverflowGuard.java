package org.i3d4j.network.onednn;

import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Residual;
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

    /** The largest value on the way through {@code stage}, or behind it. */
    private double after(Stage stage, double input) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public Double convolution(ConvUnit unit) {
                return convolution(unit, input);
            }

            private double convolution(ConvUnit unit, double read) {
                Kernel.Growth growth = units.get(unit.name());
                return growth == null ? read : growth.of(read);
            }

            @Override
            public Double pooling(MaxPool pool) {
                return input;
            }

            @Override
            public Double inception(Mixed block) {
                return block.branches().stream()
                        .mapToDouble(branch -> after(branch, input))
                        .reduce(input, Math::max);
            }

            @Override
            public Double residual(Residual block) {
                double shortcut = block.projection().map(this::convolution).orElse(input);
                return after(block.branch(), input) + shortcut;
            }

            /** Softmax and mean weigh values; neither they nor products of queries with keys may pass the limit. */
            @Override
            public Double nonLocal(NonLocal block) {
                int channels = block.queryChannels(block.out().channels());
                double context = after(block.context(), input);
                double product = channels * after(block.queries(), input) * after(block.keys(), context);
                double values = after(block.values(), context);
                double sum = block.weighting().isSoftmax() ? values : product * values;
                return Math.max(product, Math.max(sum, convolution(block.out(), sum) + input));
            }
        });
    }

    private double after(List<Stage> chain, double input) {
        double value = input;
        for (Stage part : chain) {
            value = Math.max(value, after(part, value));
        }
        return value;
    }
}
