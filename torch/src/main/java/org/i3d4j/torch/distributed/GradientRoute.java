package org.i3d4j.torch.distributed;

import org.i3d4j.config.DistributedConfig;
import org.i3d4j.config.DistributedConfig.GradientCompression;

/** How gradients get from process to process. */
public enum GradientRoute {
    /**
     * Through shared memory where all processes are on the CPU of one machine, else as {@link #ALLREDUCE} on CPUs and as {@link
     * #REDUCER} on GPUs.
     */
    AUTO,
    /** By all-reduces of our own beside the backward pass of oneDNN, behind that of libtorch. */
    ALLREDUCE,
    /** By libtorch's Reducer beside libtorch's backward pass. */
    REDUCER,
    /** As {@link #ALLREDUCE} on CPUs and as {@link #REDUCER} on GPUs, as float16. */
    AUTO_FP16,
    /** As float16. */
    ALLREDUCE_FP16,
    /** As float16. */
    REDUCER_FP16;

    /** As configured. */
    public static GradientRoute of(DistributedConfig config) {
        boolean half = config.gradientCompression() == GradientCompression.FP16;
        return switch (config.gradientExchange()) {
            case AUTO -> half ? AUTO_FP16 : AUTO;
            case ALLREDUCE -> half ? ALLREDUCE_FP16 : ALLREDUCE;
            case REDUCER -> half ? REDUCER_FP16 : REDUCER;
        };
    }

    boolean isHalfPrecision() {
        return this == AUTO_FP16 || this == ALLREDUCE_FP16 || this == REDUCER_FP16;
    }

    /** Whether libtorch's Reducer does it, if memory is not shared. */
    boolean isReducer(boolean cpu) {
        return switch (this) {
            case AUTO, AUTO_FP16 -> !cpu;
            case ALLREDUCE, ALLREDUCE_FP16 -> false;
            case REDUCER, REDUCER_FP16 -> true;
        };
    }
}
