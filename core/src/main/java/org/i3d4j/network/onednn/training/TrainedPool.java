package org.i3d4j.network.onednn.training;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.primitive_attr;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Padding;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.StepArgument;

/** Max pooling with 'SAME' padding that remembers which values won. Used while a plan is built. */
final class TrainedPool {
    private final PlanBuilder plan;
    private final MaxPool pool;
    private final FeatureMap x;
    private final memory.desc output;
    private final Padding padding;
    private final pooling_forward.primitive_desc forward;
    private PlanBuffer winners;

    TrainedPool(PlanBuilder plan, MaxPool pool, FeatureMap x) {
        this.plan = plan;
        this.pool = pool;
        this.x = x;
        this.output = new memory.desc(
                FeatureMap.dims(x.clips(), x.channels(), pool.outputSize(x.size())),
                x.layout().get_data_type(),
                format_tag.ndhwc);
        this.padding = pool.window().padding(x.size());
        this.forward = new pooling_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.pooling_max,
                x.layout(),
                output,
                PlanBuilder.array(pool.stride()),
                PlanBuilder.array(pool.kernel()),
                PlanBuilder.undilated(),
                padding.before(),
                padding.after(),
                new primitive_attr(),
                false);
        this.winners = plan.buffer(forward.workspace_desc());
    }

    FeatureMap forward() {
        return pool(pool.name(), x);
    }

    /**
     * What {@link #forward} put out, and which values won.
     *
     * @param seen what was read, in another place
     */
    FeatureMap again(FeatureMap seen) {
        winners = plan.buffer(forward.workspace_desc());
        return pool(pool.name() + ".again", seen);
    }

    private FeatureMap pool(String name, FeatureMap seen) {
        FeatureMap y =
                plan.map(x.channels(), pool.outputSize(x.size()), x.layout().get_data_type(), 1);
        plan.add(
                name,
                forward,
                new pooling_forward(forward),
                List.of(StepArgument.source(seen), StepArgument.destination(y), winners.as(dnnl.DNNL_ARG_WORKSPACE)),
                Map.of());
        return y;
    }

    /** The gradient of what was read, from that of what was put out. */
    FeatureMap gradient(FeatureMap dy) {
        pooling_backward.primitive_desc described = new pooling_backward.primitive_desc(
                OneDnn.cpu(),
                dnnl.algorithm.pooling_max,
                x.layout(),
                output,
                PlanBuilder.array(pool.stride()),
                PlanBuilder.array(pool.kernel()),
                PlanBuilder.undilated(),
                padding.before(),
                padding.after(),
                forward,
                new primitive_attr(),
                false);
        FeatureMap dx = plan.map(x.channels(), x.size(), x.layout().get_data_type(), 1);
        plan.add(
                pool.name() + ".gradient",
                described,
                new pooling_backward(described),
                List.of(
                        dy.as(dnnl.DNNL_ARG_DIFF_DST),
                        dx.as(dnnl.DNNL_ARG_DIFF_SRC),
                        winners.as(dnnl.DNNL_ARG_WORKSPACE)),
                Map.of());
        return dx;
    }
}
