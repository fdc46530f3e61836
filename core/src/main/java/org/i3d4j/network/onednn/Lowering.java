package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.TemporalWinograd;
import org.i3d4j.weights.StateDict;

/**
 * How the stages of the table become steps, on feature maps with channels last, which oneDNN convolves fastest. Owns the
 * weights; networks that share them lower one at a time, and the last that closes frees them.
 */
final class Lowering implements AutoCloseable {
    private final Arithmetic arithmetic;
    private final boolean showsUnits;
    private final Kernels kernels = new Kernels();
    private final Map<String, Kernel.Growth> growths = new HashMap<>();
    private int users;

    /** @param showsUnits whether plans show what every convolution unit puts out, as {@link #shown} */
    Lowering(
            Architecture architecture,
            StateDict weights,
            double batchNormEps,
            Arithmetic arithmetic,
            boolean showsUnits) {
        this.arithmetic = arithmetic;
        this.showsUnits = showsUnits;
        try {
            layOut(architecture, weights, batchNormEps);
        } catch (RuntimeException | Error e) {
            kernels.close();
            throw e;
        }
    }

    private void layOut(Architecture architecture, StateDict weights, double batchNormEps) {
        Stage stem = architecture.stages().get(0);
        architecture.units().forEach(unit -> {
            Kernel kernel = Kernel.folded(unit, weights, batchNormEps);
            growths.put(unit.name(), kernel.growth());
            if (unit.equals(stem)) {
                layOutForClips(unit, kernel);
            } else {
                kernels.put(unit.name(), arithmetic.laidOut(kernel));
            }
        });
    }

    /** For one user more, which closes it as well. */
    synchronized Lowering share() {
        users++;
        return this;
    }

    private void layOutForClips(ConvUnit stem, Kernel kernel) {
        kernels.put(stem.name(), arithmetic.laidOutForClips(kernel));
        Extent tile = arithmetic.stemTile();
        if (!tile.equals(SpaceToDepth.PIXEL)) {
            kernels.put(Kernels.ofTiles(stem), arithmetic.laidOutForClips(kernel.spaceToDepth(tile)));
        }
    }

    /** The name under which the feature map of {@code unit} is shown. */
    static String shown(ConvUnit unit) {
        return unit.name() + ".output";
    }

    private void show(PlanBuilder plan, ConvUnit unit, FeatureMap y) {
        if (showsUnits) {
            plan.markOutput(shown(unit), y);
        }
    }

    private FeatureMap map(PlanBuilder plan, int channels, Extent size, float unit) {
        return plan.map(channels, size, arithmetic.mapType(), unit);
    }

    /** For a plan of its own. */
    OverflowGuard overflowGuard() {
        return new OverflowGuard(growths, !arithmetic.saturates());
    }

    /** The clips as the first convolution reads them. */
    FeatureMap clips(PlanBuilder plan, ConvUnit unit, Extent clip) {
        return tiles(unit, clip).read(plan, arithmetic.clipType(), arithmetic.clipUnit());
    }

    private SpaceToDepth tiles(ConvUnit unit, Extent clip) {
        SpaceToDepth wanted = SpaceToDepth.fitting(unit, clip, arithmetic.stemTile());
        boolean pays = !isAlongTime(wanted)
                || TemporalWinograd.paysOnPairs(unit, unit.outputSize(clip).time());
        return pays ? wanted : SpaceToDepth.fitting(unit, clip, SpaceToDepth.PIXEL);
    }

    private static boolean isAlongTime(SpaceToDepth tiles) {
        return tiles.tile().time() > 1;
    }

    /** The first convolution, of what {@link #clips} gave. */
    FeatureMap stem(PlanBuilder plan, ConvUnit unit, Extent clip, FeatureMap x) {
        FeatureMap y = map(plan, unit.channels(), unit.outputSize(clip), arithmetic.unitOf(unit));
        SpaceToDepth tiles = tiles(unit, clip);
        String kernel = tiles.tile().equals(SpaceToDepth.PIXEL) ? unit.name() : Kernels.ofTiles(unit);
        if (isAlongTime(tiles)) {
            TemporalWinograd.convolve(plan, unit.name(), x, kernels.get(kernel), tiles.stride(), y);
        } else {
            plan.convolve(unit.name(), x, kernels.get(kernel), tiles.stride(), tiles.padding(), y);
        }
        show(plan, unit, y);
        return y;
    }

    FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x) {
        return convolve(plan, unit, x, arithmetic.unitOf(unit));
    }

    private FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x, float unitValue) {
        FeatureMap y = map(plan, unit.channels(), unit.outputSize(x.size()), unitValue);
        LaidOutKernel kernel = kernels.get(unit.name());
        if (arithmetic.mapType() == data_type.f32 && TemporalWinograd.pays(unit, x.size())) {
            TemporalWinograd.convolve(plan, unit.name(), x, kernel, unit.stride(), y);
        } else {
            plan.convolve(unit.name(), x, kernel, unit.stride(), y);
        }
        show(plan, unit, y);
        return y;
    }

    FeatureMap pool(PlanBuilder plan, MaxPool pool, FeatureMap x) {
        FeatureMap y = map(plan, x.channels(), pool.outputSize(x.size()), x.unit());
        plan.pool(pool, x, y);
        return y;
    }

    /** The branches share one unit, so that their concatenation is a copy. */
    FeatureMap mix(PlanBuilder plan, Mixed block, FeatureMap x) {
        float unit = 0;
        for (List<Stage> branch : block.branches()) {
            unit = Math.max(unit, arithmetic.unitOf((ConvUnit) branch.get(branch.size() - 1)));
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
    public synchronized void close() {
        users--;
        if (users <= 0) {
            kernels.close();
        }
    }
}
