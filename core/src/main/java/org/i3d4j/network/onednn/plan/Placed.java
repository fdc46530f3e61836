package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * What a step reads or writes where a region is put.
 *
 * @param argument as what, a {@code DNNL_ARG_}
 * @param layout how the values lie in the region
 */
public record Placed(int argument, Region region, memory.desc layout) {

    public static Placed source(FeatureMap x) {
        return x.as(dnnl.DNNL_ARG_SRC);
    }

    public static Placed destination(FeatureMap y) {
        return y.as(dnnl.DNNL_ARG_DST);
    }
}
