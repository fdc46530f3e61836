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
import org.i3d4j.weights.StateDict;

/**
 * float32 and bfloat16: channels in blocks of a vector's length, so that a convolution writes its share of a concatenation in place, and the
 * 1x1x1 convolutions that read the same map are one.
 */
final class BlockedLowering implements Lowering {
    private final data_type type;
    private final int vector = OneDnn.vectorFloats();
    private final format_tag inBlocks = OneDnn.inBlocks();
    private final boolean showsUnits;
    private final Kernels kernels = new Kernels();

    /**
     * @param type float32 or bfloat16
     * @param showsUnits whether plans show what every convolution unit puts out, as {@link #shown}
     */
    BlockedLowering(
            Architecture architecture, StateDict weights, double batchNormEps, data_type type, boolean showsUnits) {
        this.type = type;
        this.showsUnits = showsUnits;
        for (Stage stage : architecture.stages()) {
            if (stage instanceof Mixed block) {
                prepare(new BlockChannels(block, vector), weights, batchNormEps);
            } else if (stage instanceof ConvUnit unit) {
                kernels.put(unit.name(), LaidOutKernel.of(Kernel.folded(unit, weights, batchNormEps), type));
            }
        }
        if (type == data_type.bf16) {
            ConvUnit stem = (ConvUnit) architecture.stages().get(0);
            kernels.put(
                    Kernels.paired(stem),
                    LaidOutKernel.of(Kernel.folded(stem, weights, batchNormEps).onColumnPairs(), type));
        }
    }

    private void prepare(BlockChannels channels, StateDict weights, double eps) {
        List<Kernel> together = new ArrayList<>();
        for (ConvUnit unit : channels.joined()) {
            Kernel kernel = Kernel.folded(unit, weights, eps);
            together.add(channels.isReduction(unit) ? kernel.withOutputs(channels.widthOf(unit)) : kernel);
        }
        kernels.put(channels.joinedName(), LaidOutKernel.of(Kernel.stacked(together), type));
        for (ConvUnit unit : channels.apart()) {
            Kernel kernel = Kernel.folded(unit, weights, eps);
            kernels.put(unit.name(), LaidOutKernel.of(kernel.withInputs(channels.inputsOf(unit)), type));
        }
    }

    /** The name under which the feature map of {@code unit} is shown. */
    static String shown(ConvUnit unit) {
        return unit.name() + ".output";
    }

    private void show(PlanBuilder plan, ConvUnit unit, FeatureMap y) {
        if (showsUnits) {
            plan.tap(shown(unit), y);
        }
    }

    private FeatureMap map(PlanBuilder plan, int channels, Extent size) {
        return plan.map(channels, size, type, inBlocks, 1);
    }

    @Override
    public FeatureMap stem(PlanBuilder plan, ConvUnit unit, int inputChannels, Extent clip) {
        Extent size = unit.outputSize(clip);
        ColumnPairs pairs = new ColumnPairs(unit, clip);
        if (type == data_type.bf16 && pairs.fit()) {
            // No implementation reads channels last and writes blocks; pooling makes the map smaller before the change.
            FeatureMap y = plan.map(unit.channels(), size, type, format_tag.ndhwc, 1);
            FeatureMap x = pairs.read(plan, type, 1);
            plan.convolve(unit.name(), x, kernels.get(Kernels.paired(unit)), pairs.stride(), pairs.padding(), y);
            show(plan, unit, y);
            return y;
        }
        FeatureMap y = map(plan, unit.channels(), size);
        FeatureMap x = plan.clips(inputChannels, clip);
        if (type != data_type.f32) {
            FeatureMap converted = plan.map(inputChannels, clip, type, format_tag.ncdhw, 1);
            plan.reorder(unit.name() + ".input", x, converted);
            x = converted;
        }
        plan.convolve(unit.name(), x, kernels.get(unit.name()), unit.stride(), y);
        show(plan, unit, y);
        return y;
    }

    @Override
    public FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap given) {
        FeatureMap x = inBlocks(plan, unit.name(), given);
        FeatureMap y = map(plan, unit.channels(), unit.outputSize(x.size()));
        plan.convolve(unit.name(), x, kernels.get(unit.name()), unit.stride(), y);
        show(plan, unit, y);
        return y;
    }

    private FeatureMap inBlocks(PlanBuilder plan, String name, FeatureMap x) {
        if (x.order() == inBlocks) {
            return x;
        }
        FeatureMap y = map(plan, x.channels(), x.size());
        plan.reorder(name + ".input", x, y);
        return y;
    }

    @Override
    public FeatureMap pool(PlanBuilder plan, MaxPool pool, FeatureMap x) {
        FeatureMap y = plan.map(x.channels(), pool.outputSize(x.size()), type, x.order(), 1);
        plan.pool(pool, x, y);
        return y;
    }

    @Override
    public FeatureMap mix(PlanBuilder plan, Mixed block, FeatureMap given) {
        FeatureMap x = inBlocks(plan, block.name(), given);
        BlockChannels channels = new BlockChannels(block, vector);
        FeatureMap all = map(plan, channels.width(), x.size());
        plan.convolve(
                channels.joinedName(),
                x,
                kernels.get(channels.joinedName()),
                Extent.cube(1),
                all.slice(0, channels.joinedWidth()));
        channels.joined().forEach(unit -> show(plan, unit, all.slice(channels.offsetOf(unit), channels.widthOf(unit))));
        for (ConvUnit unit : channels.apart()) {
            FeatureMap read = channels.pooledBefore(unit)
                    .map(pool -> pool(plan, pool, x))
                    .orElseGet(() -> channels.reductionBefore(unit)
                            .map(reduction -> all.slice(channels.offsetOf(reduction), channels.widthOf(reduction)))
                            .orElse(x));
            FeatureMap y = all.slice(channels.offsetOf(unit), unit.channels());
            plan.convolve(unit.name(), read, kernels.get(unit.name()), unit.stride(), y);
            show(plan, unit, y);
        }
        return all.slice(channels.outputsOffset(), block.outputChannels(x.channels()));
    }

    @Override
    public void close() {
        kernels.close();
    }
}
