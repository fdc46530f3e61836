package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a convolution's sums before they are written.
 *
 * @param addend a map of the same channels and size that is added; null for none
 * @param rectified whether ReLU follows
 */
public record Finish(@Nullable FeatureMap addend, boolean rectified) {
    static final Finish NONE = new Finish(null, false);

    /** Nothing added. */
    public static Finish of(boolean rectified) {
        return new Finish(null, rectified);
    }

    /** What a sum of 1 stands for: oneDNN adds integers as they lie, so that sums are in the addend's unit, if there is one. */
    float unitOfSums(float outputUnit) {
        return addend == null ? outputUnit : addend.unit();
    }

    /**
     * As oneDNN has it.
     *
     * @param outputUnit what a written value of 1 stands for
     */
    public post_ops operations(float outputUnit) {
        post_ops after = new post_ops();
        if (addend != null) {
            after.append_binary(dnnl.algorithm.binary_add, addend.layout());
        }
        if (rectified) {
            after.append_eltwise(dnnl.algorithm.eltwise_relu, 0, 0);
        }
        if (unitOfSums(outputUnit) != outputUnit) {
            after.append_eltwise(dnnl.algorithm.eltwise_linear, unitOfSums(outputUnit) / outputUnit, 0);
        }
        return after;
    }

    /** Which argument the addend is. */
    static int addendArgument() {
        return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;
    }
}
