package org.i3d4j.network.onednn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Padding;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.StepArgument;

/**
 * A convolution with 'SAME' padding and without bias that learns. Every pass lays its kernel out anew, as every update changes
 * it. Used while a plan is built.
 */
final class TrainedConvolution {
    private final PlanBuilder plan;
    private final ConvUnit unit;
    private final FeatureMap x;
    private final FeatureMap y;
    private final long[] stride;
    private final Padding padding;
    private final data_type type;
    private final TrainedKernel kernel;
    private final convolution_forward.primitive_desc forward;

    /** What the kernel's gradient reads beside that of the map put out. */
    private record Source(
            memory.desc layout, Padding padding, List<StepArgument> arguments, Map<Integer, memory> constants) {}

    /** A convolution of feature maps. */
    TrainedConvolution(PlanBuilder plan, ConvUnit unit, FeatureMap x, TrainedKernel kernel, FeatureMap y) {
        this(plan, unit, x, unit.stride(), unit.window().padding(x.size()), kernel, y);
    }

    /** A convolution of clips. */
    TrainedConvolution(
            PlanBuilder plan, ConvUnit unit, FeatureMap x, SpaceToDepth tiles, TrainedKernel kernel, FeatureMap y) {
        this(plan, unit, x, tiles.stride(), tiles.padding(), kernel, y);
    }

    private TrainedConvolution(
            PlanBuilder plan,
            ConvUnit unit,
            FeatureMap x,
            Extent stride,
            Padding padding,
            TrainedKernel kernel,
            FeatureMap y) {
        this.plan = plan;
        this.unit = unit;
        this.x = x;
        this.y = y;
        this.stride = PlanBuilder.array(stride);
        this.padding = padding;
        this.type = x.layout().get_data_type();
        this.kernel = kernel;
        this.forward = forward(x.layout(), padding);
    }

    private convolution_forward.primitive_desc forward(memory.desc source, Padding around) {
        return new convolution_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_training,
                dnnl.algorithm.convolution_direct,
                source,
                anyLayout(type),
                y.layout(),
                stride,
                around.before(),
                around.after(),
                new primitive_attr(),
                false);
    }

    private memory.desc anyLayout(data_type values) {
        return new memory.desc(kernel.dims(), values, format_tag.any);
    }

    FeatureMap forward() {
        plan.add(
                unit.name(),
                forward,
                new convolution_forward(forward),
                List.of(StepArgument.source(x), kernel.laidOut(forward.weights_desc()), StepArgument.destination(y)),
                Map.of());
        return y;
    }

    /** The gradient of what was read, from that of what was put out. */
    FeatureMap gradient(FeatureMap dy) {
        convolution_backward_data.primitive_desc described = new convolution_backward_data.primitive_desc(
                OneDnn.cpu(),
                dnnl.algorithm.convolution_direct,
                x.layout(),
                anyLayout(type),
                y.layout(),
                stride,
                padding.before(),
                padding.after(),
                forward,
                new primitive_attr(),
                false);
        FeatureMap dx = plan.map(x.channels(), x.size(), type, 1);
        plan.add(
                unit.name() + ".gradient",
                described,
                new convolution_backward_data(described),
                List.of(
                        dx.as(dnnl.DNNL_ARG_DIFF_SRC),
                        kernel.laidOut(described.weights_desc()),
                        dy.as(dnnl.DNNL_ARG_DIFF_DST)),
                Map.of());
        return dx;
    }

    /**
     * Puts the kernel's gradient, always float32, where the caller wants it.
     *
     * @param seen what was read, there or in another place
     */
    void kernelGradient(FeatureMap seen, FeatureMap dy, GradientAccumulator gradient) {
        Source source = timePaddingsMeet()
                ? paddedInTime(seen)
                : new Source(seen.layout(), padding, List.of(StepArgument.source(seen)), Map.of());
        convolution_backward_weights.primitive_desc described = new convolution_backward_weights.primitive_desc(
                OneDnn.cpu(),
                dnnl.algorithm.convolution_direct,
                source.layout(),
                anyLayout(data_type.f32),
                y.layout(),
                stride,
                source.padding().before(),
                source.padding().after(),
                forward(source.layout(), source.padding()),
                new primitive_attr(),
                false);
        PlanBuffer laidOut = plan.buffer(described.diff_weights_desc());
        List<StepArgument> arguments = new ArrayList<>(source.arguments());
        arguments.add(laidOut.as(dnnl.DNNL_ARG_DIFF_WEIGHTS));
        arguments.add(dy.as(dnnl.DNNL_ARG_DIFF_DST));
        plan.add(
                unit.name() + ".kernel.gradient",
                described,
                new convolution_backward_weights(described),
                arguments,
                source.constants());
        kernel.gather(laidOut, gradient);
    }

    /**
     * Whether a window can see the padding in front of the first frame and that behind the last at once: oneDNN, up to 3.11 at
     * least, then computes bfloat16 gradients of the kernel from memory out of bounds.
     */
    private boolean timePaddingsMeet() {
        return unit.kernel().time() > 1 && x.size().time() <= unit.kernel().time();
    }

    /** Adds the step that copies the map into one with frames of zeros around it, which are written here and never again. */
    private Source paddedInTime(FeatureMap seen) {
        int front = padding.time().before();
        Extent size = x.size();
        Extent longer = new Extent(front + size.time() + padding.time().after(), size.height(), size.width());
        memory.desc layout = new memory.desc(FeatureMap.dims(x.clips(), x.channels(), longer), type, format_tag.ndhwc);
        memory padded = new memory(layout, OneDnn.cpu());
        Pointer.memset(padded.get_data_handle(), 0, layout.get_size());
        memory.desc inside =
                layout.submemory_desc(FeatureMap.dims(x.clips(), x.channels(), size), new long[] {0, 0, front, 0, 0});
        plan.reorder(
                unit.name() + ".padded",
                seen.layout(),
                inside,
                List.of(StepArgument.source(seen)),
                Map.of(dnnl.DNNL_ARG_DST, padded));
        return new Source(
                layout,
                new Padding(AxisPadding.NONE, padding.height(), padding.width()),
                List.of(),
                Map.of(dnnl.DNNL_ARG_SRC, padded));
    }
}
