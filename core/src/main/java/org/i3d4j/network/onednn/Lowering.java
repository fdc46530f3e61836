package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;
import org.i3d4j.architecture.NonLocal;
import org.i3d4j.architecture.Residual;
import org.i3d4j.architecture.Stage;
import org.i3d4j.network.LayerChoice;
import org.i3d4j.network.onednn.choice.Chooser;
import org.i3d4j.network.onednn.choice.Reads;
import org.i3d4j.network.onednn.choice.Way;
import org.i3d4j.network.onednn.choice.Ways;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.video.ClipType;
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
    private final LayerChoices choices;
    /** Which tiles it reads follows from the clips. */
    private final Kernel stem;

    private int users;

    /**
     * @param chooser of ways to compute layers
     * @param showsUnits whether plans show what every convolution unit puts out, as {@link #shown}
     */
    Lowering(
            Architecture architecture,
            StateDict weights,
            double batchNormEps,
            Arithmetic arithmetic,
            Chooser chooser,
            boolean showsUnits) {
        this.arithmetic = arithmetic;
        this.choices = new LayerChoices(new Ways(arithmetic), chooser);
        this.showsUnits = showsUnits;
        try {
            this.stem = layOut(architecture, weights, batchNormEps);
        } catch (RuntimeException | Error e) {
            kernels.close();
            throw e;
        }
    }

    /** Lays out all kernels but that of the first unit, which is returned. */
    private Kernel layOut(Architecture architecture, StateDict weights, double batchNormEps) {
        List<ConvUnit> units = architecture.units().toList();
        Kernel first = folded(units.get(0), weights, batchNormEps);
        units.subList(1, units.size())
                .forEach(unit -> kernels.put(unit.name(), arithmetic.laidOut(folded(unit, weights, batchNormEps))));
        return first;
    }

    private Kernel folded(ConvUnit unit, StateDict weights, double batchNormEps) {
        Kernel kernel = Kernel.folded(unit, weights, batchNormEps);
        growths.put(unit.name(), kernel.growth());
        return kernel;
    }

    /** For one user more, which closes it as well. */
    synchronized Lowering share() {
        users++;
        return this;
    }

    /** Chooses how layers are computed in a plan for such clips, which is made next. */
    void choose(Architecture architecture, Extent clip) {
        choices.choose(architecture, clip);
    }

    /** How layers are computed in the plan that was made last. */
    synchronized List<LayerChoice> choices() {
        return choices.told();
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

    /** What {@code unit} puts out of what is of {@code size}. */
    private FeatureMap output(PlanBuilder plan, ConvUnit unit, Extent size, float unitValue, Finish finish) {
        return plan.map(unit.channels(), unit.outputSize(size), arithmetic.mapType(finish.rectified()), unitValue);
    }

    /** For a plan of its own. */
    OverflowGuard overflowGuard() {
        return new OverflowGuard(growths, !arithmetic.saturates());
    }

    /** Clips of the numbers that the first convolution reads. */
    ClipType clipType() {
        return arithmetic.clipType();
    }

    /** The clips as the first convolution reads them. */
    FeatureMap clips(PlanBuilder plan, ConvUnit unit, PlanKey key) {
        Extent tile = choices.way(Reads.CLIPS, unit, key.clip()).tile();
        return SpaceToDepth.fitting(unit, key.clip(), tile).read(plan, key.type(), arithmetic.clipType());
    }

    /** The first convolution, of what {@link #clips} gave. */
    FeatureMap stem(PlanBuilder plan, ConvUnit unit, Extent clip, FeatureMap x) {
        Finish finish = Finish.of(unit.rectified());
        FeatureMap y = output(plan, unit, clip, arithmetic.unitOf(unit, unit.rectified()), finish);
        Way way = choices.way(Reads.CLIPS, unit, clip);
        way.convolve(plan, unit, x, stemKernel(unit, way), y, finish);
        show(plan, unit, y);
        return y;
    }

    private LaidOutKernel stemKernel(ConvUnit unit, Way way) {
        return kernels.get(Kernels.ofTiles(unit, way.tile()), () -> arithmetic.laidOutForClips(way.kernel(unit, stem)));
    }

    /** Any stage but the first. */
    FeatureMap lower(PlanBuilder plan, Stage stage, FeatureMap x) {
        return stage.accept(new Stage.Visitor<>() {
            @Override
            public FeatureMap convolution(ConvUnit unit) {
                return convolve(plan, unit, x, Finish.of(unit.rectified()));
            }

            @Override
            public FeatureMap pooling(MaxPool pool) {
                return pool(plan, pool, x);
            }

            @Override
            public FeatureMap inception(Mixed block) {
                return mix(plan, block, x);
            }

            @Override
            public FeatureMap residual(Residual block) {
                return add(plan, block, x);
            }

            @Override
            public FeatureMap nonLocal(NonLocal block) {
                return addFromAfar(plan, block, x);
            }
        });
    }

    private FeatureMap chain(PlanBuilder plan, List<Stage> stages, FeatureMap x) {
        FeatureMap y = x;
        for (Stage stage : stages) {
            y = lower(plan, stage, y);
        }
        return y;
    }

    private FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x, Finish finish) {
        return convolve(plan, unit, x, arithmetic.unitOf(unit, finish.rectified()), finish);
    }

    private FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x, float unitValue, Finish finish) {
        FeatureMap y = output(plan, unit, x.size(), unitValue, finish);
        choices.way(Reads.MAPS, unit, x.size()).convolve(plan, unit, x, kernels.get(unit.name()), y, finish);
        show(plan, unit, y);
        return y;
    }

    private FeatureMap pool(PlanBuilder plan, MaxPool pool, FeatureMap x) {
        FeatureMap y =
                plan.map(x.channels(), pool.outputSize(x.size()), x.layout().get_data_type(), x.unit());
        plan.pool(pool, x, y);
        return y;
    }

    /** The branches share one unit, so that their concatenation is a copy. */
    private FeatureMap mix(PlanBuilder plan, Mixed block, FeatureMap x) {
        float unit = 0;
        for (List<Stage> branch : block.branches()) {
            unit = Math.max(unit, arithmetic.unitOf((ConvUnit) branch.get(branch.size() - 1), true));
        }
        List<FeatureMap> parts = new ArrayList<>();
        for (List<Stage> branch : block.branches()) {
            parts.add(branch(plan, branch, x, unit));
        }
        FeatureMap all = plan.map(block.outputChannels(x.channels()), x.size(), arithmetic.mapType(true), unit);
        plan.concatenate(block.name(), parts, all);
        return all;
    }

    private FeatureMap branch(PlanBuilder plan, List<Stage> branch, FeatureMap x, float lastUnit) {
        int last = branch.size() - 1;
        FeatureMap y = chain(plan, branch.subList(0, last), x);
        ConvUnit unit = (ConvUnit) branch.get(last);
        return convolve(plan, unit, y, lastUnit, Finish.of(unit.rectified()));
    }

    /** The last convolution adds the shortcut to its sums before they are rectified. */
    private FeatureMap add(PlanBuilder plan, Residual block, FeatureMap x) {
        FeatureMap shortcut =
                block.projection().map(unit -> lower(plan, unit, x)).orElse(x);
        FeatureMap y = chain(plan, block.ahead(), x);
        return convolve(plan, block.last(), y, new Finish(shortcut, true));
    }

    /** The sums of values are as the map that {@code out} convolves, which adds the input to its own. */
    private FeatureMap addFromAfar(PlanBuilder plan, NonLocal block, FeatureMap x) {
        FeatureMap queries = chain(plan, block.queries(), x);
        FeatureMap context = chain(plan, block.context(), x);
        FeatureMap keys = chain(plan, block.keys(), context);
        FeatureMap values = chain(plan, block.values(), context);
        FeatureMap sums = plan.map(values.channels(), x.size(), arithmetic.mapType(false), 1);
        new WeightedSum(plan, block.name(), block.weighting())
                .add(queries, keys, values, sums, arithmetic.mapType(false));
        return convolve(plan, block.out(), sums, 1, new Finish(x, false));
    }

    @Override
    public synchronized void close() {
        users--;
        if (users <= 0) {
            kernels.close();
        }
    }
}
