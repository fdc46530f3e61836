package org.i3d4j.network.onednn.training;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.StepArgument;

/** The sum of two feature maps, and ReLU, in one pass. Used while a plan is built. */
final class TrainedSum {
    private final PlanBuilder plan;
    private final String layer;
    private final FeatureMap y;

    TrainedSum(PlanBuilder plan, String layer, FeatureMap a, FeatureMap b) {
        this.plan = plan;
        this.layer = layer;
        this.y = plan.map(a.channels(), a.size(), a.layout().get_data_type(), 1);
        primitive_attr rectified = new primitive_attr();
        rectified.set_post_ops(Finish.of(true).operations(1));
        binary.primitive_desc described = new binary.primitive_desc(
                OneDnn.cpu(), dnnl.algorithm.binary_add, a.layout(), b.layout(), y.layout(), rectified, false);
        plan.add(
                layer,
                described,
                new binary(described),
                List.of(a.as(dnnl.DNNL_ARG_SRC_0), b.as(dnnl.DNNL_ARG_SRC_1), StepArgument.destination(y)),
                Map.of());
    }

    FeatureMap forward() {
        return y;
    }

    /** The gradient of either map, from that of what was put out. */
    FeatureMap gradient(FeatureMap dy) {
        eltwise_forward.primitive_desc forward = new eltwise_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.eltwise_relu_use_dst_for_bwd,
                y.layout(),
                y.layout(),
                0,
                0,
                new primitive_attr(),
                false);
        eltwise_backward.primitive_desc described = new eltwise_backward.primitive_desc(
                OneDnn.cpu(),
                dnnl.algorithm.eltwise_relu_use_dst_for_bwd,
                dy.layout(),
                dy.layout(),
                y.layout(),
                0,
                0,
                forward,
                new primitive_attr(),
                false);
        FeatureMap gradient = plan.map(y.channels(), y.size(), y.layout().get_data_type(), 1);
        plan.add(
                layer + ".gradient",
                described,
                new eltwise_backward(described),
                List.of(
                        StepArgument.destination(y),
                        dy.as(dnnl.DNNL_ARG_DIFF_DST),
                        gradient.as(dnnl.DNNL_ARG_DIFF_SRC)),
                Map.of());
        return gradient;
    }
}
