package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Padding;

/** The step of a convolution with bias that oneDNN computes directly. */
public final class DirectConvolution {
    private DirectConvolution() {}

    /** Adds it to {@code plan}. */
    public static void add(
            PlanBuilder plan,
            String name,
            FeatureMap x,
            LaidOutKernel kernel,
            Extent stride,
            Padding padding,
            FeatureMap y,
            Finish finish) {
        float unitOfSums = finish.unitOfSums(y.unit());
        memory scales = kernel.scales(x.unit(), unitOfSums);
        memory bias = kernel.bias(unitOfSums);
        convolution_forward.primitive_desc described = new convolution_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.convolution_direct,
                x.layout(),
                kernel.anyLayout(),
                bias.get_desc(),
                y.layout(),
                PlanBuilder.array(stride),
                padding.before(),
                padding.after(),
                attributes(finish.operations(y.unit()), scales != null),
                false);
        Map<Integer, memory> constants = new HashMap<>();
        constants.put(dnnl.DNNL_ARG_WEIGHTS, kernel.in(described.weights_desc()));
        constants.put(dnnl.DNNL_ARG_BIAS, bias);
        if (scales != null) {
            constants.put(dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_WEIGHTS, scales);
        }
        List<StepArgument> arguments = new ArrayList<>(List.of(StepArgument.source(x)));
        if (finish.addend() != null) {
            arguments.add(finish.addend().as(Finish.addendArgument()));
        }
        arguments.add(StepArgument.destination(y));
        plan.add(name, described, new convolution_forward(described), arguments, constants);
    }

    private static primitive_attr attributes(post_ops after, boolean scaled) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        if (scaled) {
            attributes.set_scales_mask(dnnl.DNNL_ARG_WEIGHTS, 1);
        }
        return attributes;
    }
}
