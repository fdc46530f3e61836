package org.i3d4j.network.onednn.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.StepArgument;

/** Batch norm by the statistics of the batch, and mostly ReLU, in one pass over the map each way. Used while a plan is built. */
final class TrainedBatchNorm {
    private static final int SCALED_SHIFTED =
            dnnl.normalization_flags.use_scale.value | dnnl.normalization_flags.use_shift.value;

    private final PlanBuilder plan;
    private final String layer;
    private final FeatureMap x;
    private final float eps;
    private final memory gamma;
    private final memory beta;
    private final batch_normalization_forward.primitive_desc forward;
    private final PlanBuffer mean;
    private final PlanBuffer variance;
    private final int flags;
    /** Which values were, where ReLU follows. */
    private final Optional<PlanBuffer> rectified;

    /**
     * @param layer what the names of its parameters begin with
     * @param gamma scales, C
     * @param beta shifts, C
     * @param rectifies whether ReLU follows
     */
    TrainedBatchNorm(
            PlanBuilder plan, String layer, FeatureMap x, float eps, memory gamma, memory beta, boolean rectifies) {
        this.plan = plan;
        this.layer = layer;
        this.x = x;
        this.eps = eps;
        this.gamma = gamma;
        this.beta = beta;
        this.flags = SCALED_SHIFTED | (rectifies ? dnnl.normalization_flags.fuse_norm_relu.value : 0);
        this.forward = new batch_normalization_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_training.value,
                x.layout(),
                x.layout(),
                eps,
                flags,
                new primitive_attr(),
                false);
        this.mean = perChannel();
        this.variance = perChannel();
        this.rectified = rectifies ? Optional.of(plan.buffer(forward.workspace_desc())) : Optional.empty();
    }

    private static List<StepArgument> with(Optional<PlanBuffer> workspace, StepArgument... arguments) {
        return Stream.concat(workspace.stream().map(buffer -> buffer.as(dnnl.DNNL_ARG_WORKSPACE)), Stream.of(arguments))
                .toList();
    }

    private PlanBuffer perChannel() {
        return plan.buffer(vector(x.channels()));
    }

    static memory.desc vector(long length) {
        return new memory.desc(new long[] {length}, data_type.f32, format_tag.a);
    }

    FeatureMap forward() {
        FeatureMap y = plan.map(x.channels(), x.size(), x.layout().get_data_type(), 1);
        plan.add(
                layer,
                forward,
                new batch_normalization_forward(forward),
                with(
                        rectified,
                        StepArgument.source(x),
                        StepArgument.destination(y),
                        mean.as(dnnl.DNNL_ARG_MEAN),
                        variance.as(dnnl.DNNL_ARG_VARIANCE)),
                Map.of(dnnl.DNNL_ARG_SCALE, gamma, dnnl.DNNL_ARG_SHIFT, beta));
        return y;
    }

    /** What {@link #forward} put out, by the statistics that it found. */
    FeatureMap again() {
        batch_normalization_forward.primitive_desc described = new batch_normalization_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_inference.value,
                x.layout(),
                x.layout(),
                eps,
                flags | dnnl.normalization_flags.use_global_stats.value,
                new primitive_attr(),
                false);
        FeatureMap y = plan.map(x.channels(), x.size(), x.layout().get_data_type(), 1);
        plan.add(
                layer + "again",
                described,
                new batch_normalization_forward(described),
                List.of(
                        StepArgument.source(x),
                        StepArgument.destination(y),
                        mean.as(dnnl.DNNL_ARG_MEAN),
                        variance.as(dnnl.DNNL_ARG_VARIANCE)),
                Map.of(dnnl.DNNL_ARG_SCALE, gamma, dnnl.DNNL_ARG_SHIFT, beta));
        return y;
    }

    BatchStatistics statistics() {
        long values = (long) x.clips() * x.size().volume();
        return new BatchStatistics(layer, x.channels(), mean, variance, values);
    }

    /** The gradient of what was read, from that of what was put out; those of scales and shifts go where they are wanted. */
    FeatureMap gradient(FeatureMap dy, GradientAccumulator ofGamma, GradientAccumulator ofBeta) {
        batch_normalization_backward.primitive_desc described = new batch_normalization_backward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.backward.value,
                x.layout(),
                x.layout(),
                x.layout(),
                eps,
                flags,
                forward,
                new primitive_attr(),
                false);
        FeatureMap dx = plan.map(x.channels(), x.size(), x.layout().get_data_type(), 1);
        PlanBuffer dGamma = perChannel();
        PlanBuffer dBeta = perChannel();
        plan.add(
                layer + "gradient",
                described,
                new batch_normalization_backward(described),
                with(
                        rectified,
                        StepArgument.source(x),
                        mean.as(dnnl.DNNL_ARG_MEAN),
                        variance.as(dnnl.DNNL_ARG_VARIANCE),
                        dy.as(dnnl.DNNL_ARG_DIFF_DST),
                        dx.as(dnnl.DNNL_ARG_DIFF_SRC),
                        dGamma.as(dnnl.DNNL_ARG_DIFF_SCALE),
                        dBeta.as(dnnl.DNNL_ARG_DIFF_SHIFT)),
                Map.of(dnnl.DNNL_ARG_SCALE, gamma));
        ofGamma.accumulate(dGamma);
        ofBeta.accumulate(dBeta);
        return dx;
    }
}
