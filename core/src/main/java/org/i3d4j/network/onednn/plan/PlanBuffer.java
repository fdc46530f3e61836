package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;

/** Values of a plan that are no feature map: statistics, kernels laid out, the workspace that a step leaves for its gradient. */
public record PlanBuffer(Region region, memory.desc layout) {

    public StepArgument as(int argument) {
        return new StepArgument(argument, region, layout);
    }
}
