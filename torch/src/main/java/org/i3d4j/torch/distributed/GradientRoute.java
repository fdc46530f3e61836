package org.i3d4j.torch.distributed;

import org.i3d4j.config.DistributedConfig;

/** How gradients get from process to process. */
public enum GradientRoute {
    /** Through shared memory where all processes are on the CPU of one machine, else as {@link #REDUCER}. */
    AUTO,
    /** By libtorch's Reducer, over Gloo or NCCL. */
    REDUCER,
    /** By the Reducer, as float16. */
    REDUCER_FP16;

    /** As configured. */
    public static GradientRoute of(DistributedConfig config) {
        if (config.gradientCompression().equals("fp16")) {
            return REDUCER_FP16;
        }
        return config.gradientExchange().equals("reducer") ? REDUCER : AUTO;
    }
}
