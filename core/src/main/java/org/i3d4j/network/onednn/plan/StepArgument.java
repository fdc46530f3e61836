package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * What a step reads or writes, as oneDNN names it.
 *
 * @param argument as what, a {@code DNNL_ARG_}
 * @param layout how the values lie in the region
 * @param bytes from the start of the region to the first value
 */
public record StepArgument(int argument, Region region, memory.desc layout, long bytes) {
    StepArgument(int argument, Region region, memory.desc layout) {
        this(argument, region, layout, 0);
    }

    public static StepArgument source(FeatureMap x) {
        return x.as(dnnl.DNNL_ARG_SRC);
    }

    public static StepArgument destination(FeatureMap y) {
        return y.as(dnnl.DNNL_ARG_DST);
    }
}
