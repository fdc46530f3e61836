package org.i3d4j.network.onednn.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.sum;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.Region;
import org.i3d4j.network.onednn.plan.StepArgument;

/** The gradients of feature maps, each the sum of what those who read the map give it. Used while a plan is built. */
final class MapGradients {
    private final PlanBuilder plan;
    private final Map<Region, List<FeatureMap>> parts = new HashMap<>();

    MapGradients(PlanBuilder plan) {
        this.plan = plan;
    }

    /** Adds {@code part} to the gradient of {@code x}. */
    void add(FeatureMap x, FeatureMap part) {
        parts.computeIfAbsent(x.region(), region -> new ArrayList<>()).add(part);
    }

    /** The gradient of {@code x}, when all that read it have added theirs. */
    FeatureMap of(FeatureMap x) {
        List<FeatureMap> given = parts.getOrDefault(x.region(), List.of());
        if (given.isEmpty()) {
            throw new IllegalStateException("nothing reads this map");
        }
        return given.size() == 1 ? given.get(0) : sum(x, given);
    }

    private FeatureMap sum(FeatureMap x, List<FeatureMap> given) {
        FeatureMap total = plan.map(x.channels(), x.size(), x.layout().get_data_type(), 1);
        memory_desc_vector layouts = new memory_desc_vector(given.size());
        List<StepArgument> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            layouts.put(i, given.get(i).layout());
            arguments.add(given.get(i).as(dnnl.DNNL_ARG_MULTIPLE_SRC + i));
        }
        arguments.add(StepArgument.destination(total));
        float[] ones = new float[given.size()];
        Arrays.fill(ones, 1);
        sum.primitive_desc described =
                new sum.primitive_desc(OneDnn.cpu(), total.layout(), ones, layouts, new primitive_attr(), false);
        plan.add("sum of gradients", described, new sum(described), arguments, Map.of());
        return total;
    }
}
