package org.i3d4j.network.onednn;

import org.bytedeco.dnnl.memory;

/** Values of a plan that are no feature map: statistics, kernels laid out, what a step leaves for its gradient. */
record Space(Region region, memory.desc layout) {

    Placed as(int argument) {
        return new Placed(argument, region, layout);
    }
}
