package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.sum;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Padding;
import org.jspecify.annotations.Nullable;

/** Collects the steps of a plan, then gives each of its feature maps a place. Used once, inside of a pointer scope. */
public final class PlanBuilder {
    private final int clips;
    private final RetainedPointers retained = new RetainedPointers();
    private final List<Region> regions = new ArrayList<>();
    private final Region clipRegion = new Region(0);
    private final List<Draft> drafts = new ArrayList<>();

    /** A step before its memory has a place. */
    private record Draft(
            String name,
            String implementation,
            primitive call,
            List<StepArgument> arguments,
            Map<Integer, memory> constants,
            @Nullable Shown shown) {}

    /** A feature map for the caller to see, as {@link PlanOutput}. */
    private record Shown(FeatureMap map, double largest) {}

    /** @param clips N of all feature maps */
    public PlanBuilder(int clips) {
        this.clips = clips;
    }

    int clips() {
        return clips;
    }

    /** The clips as the caller gives them, seen as {@code layout}: of one step only. */
    FeatureMap clips(memory.desc layout, int channels, Extent size, float unit) {
        return new FeatureMap(clipRegion, layout, clips, channels, size, unit, 0);
    }

    /** A feature map with a region of its own, channels last. */
    public FeatureMap map(int channels, Extent size, data_type type, float unit) {
        return map(channels, size, type, format_tag.ndhwc, unit);
    }

    /** A feature map with a region of its own, its axes in {@code order}. */
    public FeatureMap map(int channels, Extent size, data_type type, format_tag order, float unit) {
        memory.desc layout = new memory.desc(FeatureMap.dims(clips, channels, size), type, order);
        return new FeatureMap(buffer(layout).region(), layout, clips, channels, size, unit, 0);
    }

    /** A region of its own for what lies as {@code layout}. */
    public PlanBuffer buffer(memory.desc layout) {
        Region region = new Region(layout.get_size());
        regions.add(region);
        return new PlanBuffer(region, layout);
    }

    /** Max pooling. */
    public void pool(MaxPool pool, FeatureMap x, FeatureMap y) {
        Padding padding = pool.window().padding(x.size());
        pooling_forward.primitive_desc described = new pooling_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.pooling_max,
                x.layout(),
                y.layout(),
                array(pool.stride()),
                array(pool.kernel()),
                undilated(),
                padding.before(),
                padding.after(),
                new primitive_attr(),
                false);
        add(
                pool.name(),
                described,
                new pooling_forward(described),
                List.of(StepArgument.source(x), StepArgument.destination(y)),
                Map.of());
    }

    /** Writes the channels of {@code parts} into {@code y}, one behind the other. */
    public void concatenate(String name, List<FeatureMap> parts, FeatureMap y) {
        memory_desc_vector layouts = new memory_desc_vector(parts.size());
        List<StepArgument> arguments = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            layouts.put(i, parts.get(i).layout());
            arguments.add(parts.get(i).as(dnnl.DNNL_ARG_MULTIPLE_SRC + i));
        }
        arguments.add(StepArgument.destination(y));
        concat.primitive_desc described =
                new concat.primitive_desc(OneDnn.cpu(), y.layout(), 1, layouts, new primitive_attr(), false);
        add(name, described, new concat(described), arguments, Map.of());
    }

    /** Copies values into another layout or type; integers are {@code unit} each. */
    public void reorder(String name, FeatureMap x, FeatureMap y) {
        reorder(name, x, y, null);
    }

    /**
     * Copies values into another layout or type.
     *
     * @param constants what of both has a place already
     */
    public void reorder(
            String name,
            memory.desc from,
            memory.desc to,
            List<StepArgument> arguments,
            Map<Integer, memory> constants) {
        reorder.primitive_desc described =
                new reorder.primitive_desc(OneDnn.cpu(), from, OneDnn.cpu(), to, new primitive_attr(), false);
        add(name, described, new reorder(described), arguments, constants);
    }

    /**
     * Adds up what lies alike.
     *
     * @param factors of {@code from}
     * @param from each as {@code DNNL_ARG_MULTIPLE_SRC} and its number
     */
    public void sum(String name, float[] factors, List<StepArgument> from, StepArgument to) {
        memory_desc_vector layouts = new memory_desc_vector(from.size());
        for (int i = 0; i < factors.length; i++) {
            layouts.put(i, from.get(i).layout());
        }
        sum.primitive_desc described =
                new sum.primitive_desc(OneDnn.cpu(), to.layout(), factors, layouts, new primitive_attr(), false);
        List<StepArgument> arguments = new ArrayList<>(from);
        arguments.add(to);
        add(name, described, new sum(described), arguments, Map.of());
    }

    /** Shows {@code x} to the caller under {@code name} when the plan runs. */
    public void markOutput(String name, FeatureMap x) {
        markOutput(name, x, Double.POSITIVE_INFINITY);
    }

    /** Shows {@code x} to the caller, for whether its values are at most {@code largest}. */
    public void watch(String name, FeatureMap x, double largest) {
        markOutput(name, x, largest);
    }

    private void markOutput(String name, FeatureMap x, double largest) {
        FeatureMap shown = map(x.channels(), x.size(), data_type.f32, format_tag.ncdhw, 1);
        reorder(name, x, shown, new Shown(x, largest));
    }

    private void reorder(String name, FeatureMap x, FeatureMap y, @Nullable Shown shown) {
        primitive_attr attributes = new primitive_attr();
        Map<Integer, memory> constants = new HashMap<>();
        boolean rescales = x.unit() != y.unit();
        if (rescales && x.unit() != 1) {
            attributes.set_scales_mask(dnnl.DNNL_ARG_SRC, 0);
            constants.put(dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC, LaidOutKernel.vector(x.unit()));
        }
        if (rescales && y.unit() != 1) {
            attributes.set_scales_mask(dnnl.DNNL_ARG_DST, 0);
            constants.put(dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_DST, LaidOutKernel.vector(y.unit()));
        }
        reorder.primitive_desc described =
                new reorder.primitive_desc(OneDnn.cpu(), x.layout(), OneDnn.cpu(), y.layout(), attributes, false);
        add(
                name,
                described,
                new reorder(described),
                List.of(StepArgument.source(x), StepArgument.destination(y)),
                constants,
                shown);
    }

    /**
     * Any step.
     *
     * @param constants what it reads or writes that has a place already
     */
    public void add(
            String name,
            primitive_desc_base described,
            primitive call,
            List<StepArgument> arguments,
            Map<Integer, memory> constants) {
        add(name, described, call, arguments, constants, null);
    }

    /** How many steps there are so far. */
    public int steps() {
        return drafts.size();
    }

    private void add(
            String name,
            primitive_desc_base described,
            primitive call,
            List<StepArgument> arguments,
            Map<Integer, memory> constants,
            @Nullable Shown shown) {
        arguments.forEach(value -> value.region().usedBy(drafts.size()));
        String implementation = described.impl_info_str().getString();
        drafts.add(new Draft(name, implementation, retained.retain(call), arguments, constants, shown));
    }

    /** The plan of the steps so far. */
    public Plan build() {
        ArenaLayout arena = new ArenaLayout(regions);
        List<ArenaSlice> slices = new ArrayList<>();
        List<memory> ofClips = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Draft draft : drafts) {
            IntMemoryMap bound = retained.retain(new IntMemoryMap());
            draft.constants().forEach((argument, constant) -> bound.put(argument, retained.retain(constant)));
            memory last = null;
            for (StepArgument value : draft.arguments()) {
                last = retained.retain(new memory(value.layout(), OneDnn.cpu(), (Pointer) null));
                if (value.region() == clipRegion) {
                    ofClips.add(last);
                } else {
                    slices.add(new ArenaSlice(last, arena.offset(value.region()) + value.bytes()));
                }
                bound.put(value.argument(), last);
            }
            steps.add(step(draft, bound, last));
        }
        return new Plan(steps, slices, ofClips, arena, retained);
    }

    private static Step step(Draft draft, IntMemoryMap arguments, @Nullable memory destination) {
        Shown shown = draft.shown();
        PlanOutput output = shown == null || destination == null
                ? null
                : new PlanOutput(
                        draft.name(),
                        shown.map().clips(),
                        shown.map().channels(),
                        shown.map().size(),
                        shown.largest(),
                        destination);
        return new Step(draft.name(), draft.implementation(), draft.call(), arguments, output);
    }

    /** Frees everything when the steps can't be made into a plan. */
    public void abandon() {
        retained.close();
    }

    /** As oneDNN counts dilation: none. */
    public static long[] undilated() {
        return new long[] {0, 0, 0};
    }

    public static long[] array(Extent extent) {
        return new long[] {extent.time(), extent.height(), extent.width()};
    }
}
