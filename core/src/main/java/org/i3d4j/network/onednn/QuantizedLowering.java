package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.weights.StateDict;

/**
 * 8-bit integers, channels last: signed weights and clips, unsigned feature maps, which ReLU leaves without a sign. The
 * branches of a block share one scale, so that their concatenation is a copy.
 */
final class QuantizedLowering implements Lowering {
    static final int LARGEST_U8 = 255;
    static final int LARGEST_S8 = 127;

    private final ActivationRanges ranges;
    private final Kernels kernels = new Kernels();

    /** @throws org.i3d4j.error.WeightsException if a range is missing */
    QuantizedLowering(Architecture architecture, StateDict weights, double batchNormEps, ActivationRanges ranges) {
        this.ranges = ranges;
        ranges.require(architecture);
        ConvUnit stem = (ConvUnit) architecture.stages().get(0);
        architecture.units().forEach(unit -> {
            Kernel kernel = Kernel.folded(unit, weights, batchNormEps);
            kernels.put(unit.name(), LaidOutKernel.quantized(kernel));
            if (unit.equals(stem)) {
                kernels.put(Kernels.paired(unit), LaidOutKernel.quantized(kernel.onColumnPairs()));
            }
        });
    }

    private static FeatureMap map(PlanBuilder plan, int channels, Extent size, float unit) {
        return plan.map(channels, size, data_type.u8, format_tag.ndhwc, unit);
    }

    @Override
    public FeatureMap stem(PlanBuilder plan, ConvUnit unit, int inputChannels, Extent clip) {
        FeatureMap y = map(plan, unit.channels(), unit.outputSize(clip), unitOf(unit));
        float step = ranges.of(ActivationRanges.INPUT) / LARGEST_S8;
        ColumnPairs pairs = new ColumnPairs(unit, clip);
        if (pairs.fit()) {
            FeatureMap x = pairs.read(plan, data_type.s8, step);
            plan.convolve(unit.name(), x, kernels.get(Kernels.paired(unit)), pairs.stride(), pairs.padding(), y);
            return y;
        }
        FeatureMap x = plan.map(inputChannels, clip, data_type.s8, format_tag.ndhwc, step);
        plan.reorder(unit.name() + ".input", plan.clips(inputChannels, clip), x);
        plan.convolve(unit.name(), x, kernels.get(unit.name()), unit.stride(), y);
        return y;
    }

    private float unitOf(ConvUnit unit) {
        return ranges.of(unit.name()) / LARGEST_U8;
    }

    @Override
    public FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x) {
        return convolve(plan, unit, x, unitOf(unit));
    }

    private FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x, float unitValue) {
        FeatureMap y = map(plan, unit.channels(), unit.outputSize(x.size()), unitValue);
        plan.convolve(unit.name(), x, kernels.get(unit.name()), unit.stride(), y);
        return y;
    }

    @Override
    public FeatureMap pool(PlanBuilder plan, MaxPool pool, FeatureMap x) {
        FeatureMap y = map(plan, x.channels(), pool.outputSize(x.size()), x.unit());
        plan.pool(pool, x, y);
        return y;
    }

    @Override
    public FeatureMap mix(PlanBuilder plan, Mixed block, FeatureMap x) {
        float unit = 0;
        for (List<Stage> branch : block.branches()) {
            unit = Math.max(unit, unitOf((ConvUnit) branch.get(branch.size() - 1)));
        }
        List<FeatureMap> parts = new ArrayList<>();
        for (List<Stage> branch : block.branches()) {
            parts.add(branch(plan, branch, x, unit));
        }
        FeatureMap all = map(plan, block.outputChannels(x.channels()), x.size(), unit);
        plan.concatenate(block.name(), parts, all);
        return all;
    }

    private FeatureMap branch(PlanBuilder plan, List<Stage> branch, FeatureMap x, float lastUnit) {
        FeatureMap y = x;
        for (Stage stage : branch.subList(0, branch.size() - 1)) {
            y = stage instanceof MaxPool pool ? pool(plan, pool, y) : convolve(plan, (ConvUnit) stage, y);
        }
        return convolve(plan, (ConvUnit) branch.get(branch.size() - 1), y, lastUnit);
    }

    @Override
    public void close() {
        kernels.close();
    }
}
