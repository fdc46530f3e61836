package org.i3d4j.network.onednn.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.i3d4j.network.onednn.plan.FeatureMap;
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
        List<StepArgument> from = new ArrayList<>();
        for (FeatureMap part : given) {
            from.add(part.as(dnnl.DNNL_ARG_MULTIPLE_SRC + from.size()));
        }
        float[] ones = new float[given.size()];
        Arrays.fill(ones, 1);
        plan.sum("sum of gradients", ones, from, StepArgument.destination(total));
        return total;
    }
}
