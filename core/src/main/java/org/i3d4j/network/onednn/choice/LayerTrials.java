package org.i3d4j.network.onednn.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.network.onednn.plan.Arena;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.Plan;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.Step;
import org.i3d4j.video.ClipType;

/** A layer alone, for one clip of zeros, in each of its ways to be timed; all compute in the same memory. Owns it. */
final class LayerTrials implements AutoCloseable {
    private final LayerWays layer;
    private final Arithmetic arithmetic;
    private final Arena clips = new Arena();
    private final Arena arena = new Arena();
    private final List<LaidOutKernel> kernels = new ArrayList<>();
    private final Map<String, Plan> plans = new LinkedHashMap<>();

    private LayerTrials(LayerWays layer, Arithmetic arithmetic) {
        this.layer = layer;
        this.arithmetic = arithmetic;
    }

    /**
     * What each way takes, in milliseconds, by name; for ever where oneDNN has nothing but reference code.
     *
     * @throws BusyMachineException if others compute here
     * @throws RuntimeException of oneDNN, or if there is too little memory
     */
    static Map<String, Double> milliseconds(LayerWays layer, Arithmetic arithmetic, Race race) {
        try (LayerTrials trials = new LayerTrials(layer, arithmetic)) {
            return trials.milliseconds(race);
        }
    }

    private Map<String, Double> milliseconds(Race race) {
        Kernel kernel = Kernel.random(layer.unit());
        layer.ways().forEach(way -> plan(way, kernel));
        long inputs = layer.unit().inputChannels() * layer.size().volume() * Float.BYTES;
        take(clips, inputs);
        take(arena, plans.values().stream().mapToLong(Plan::arenaBytes).max().orElse(0));
        try (PointerScope scope = new PointerScope()) {
            stream order = new stream(OneDnn.cpu());
            Map<String, Runnable> runs = new LinkedHashMap<>();
            plans.forEach((way, plan) -> runs.put(way, () -> plan.run(clips.at(0), arena, order, output -> {})));
            Map<String, Double> found = new LinkedHashMap<>();
            layer.ways().forEach(way -> found.put(way.name(), Double.POSITIVE_INFINITY));
            if (!runs.isEmpty()) {
                found.putAll(race.milliseconds(runs));
            }
            return found;
        }
    }

    /** A way for which oneDNN has nothing but reference code is left out: it could take minutes. */
    private void plan(Way way, Kernel values) {
        PlanBuilder builder = new PlanBuilder(1);
        try (PointerScope scope = new PointerScope()) {
            Plan plan = plan(builder, way, laidOut(way.kernel(layer.unit(), values)));
            if (plan.steps().stream().noneMatch(Step::isSlow)) {
                plans.put(way.name(), plan);
            } else {
                plan.close();
            }
        } catch (RuntimeException e) {
            builder.abandon();
            throw e;
        }
    }

    private LaidOutKernel laidOut(Kernel values) {
        LaidOutKernel kernel =
                layer.reads() == Reads.CLIPS ? arithmetic.laidOutForClips(values) : arithmetic.laidOut(values);
        kernels.add(kernel);
        return kernel;
    }

    private Plan plan(PlanBuilder builder, Way way, LaidOutKernel kernel) {
        ConvUnit unit = layer.unit();
        FeatureMap x = layer.reads() == Reads.CLIPS
                ? SpaceToDepth.fitting(unit, layer.size(), way.tile())
                        .read(builder, ClipType.FLOAT32, arithmetic.clipType())
                : builder.map(unit.inputChannels(), layer.size(), arithmetic.mapType(true), 1);
        FeatureMap y = builder.map(
                unit.channels(),
                unit.outputSize(layer.size()),
                arithmetic.mapType(unit.rectified()),
                arithmetic.unitOf(unit, unit.rectified()));
        way.convolve(builder, unit, x, kernel, y, Finish.of(unit.rectified()));
        return builder.build();
    }

    private void take(Arena memory, long bytes) {
        memory.require(bytes, "measuring " + layer.unit().name());
        Pointer.memset(memory.at(0), 0, bytes);
    }

    @Override
    public void close() {
        plans.values().forEach(Plan::close);
        kernels.forEach(LaidOutKernel::close);
        arena.close();
        clips.close();
    }
}
