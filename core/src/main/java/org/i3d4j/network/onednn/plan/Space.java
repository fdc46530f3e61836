package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;

/** Values of a plan that are no feature map: statistics, kernels laid out, what a step leaves for its gradient. */
public record Space(Region region, memory.desc layout) {

    public Placed as(int argument) {
        return new Placed(argument, region, layout);
    }
}
