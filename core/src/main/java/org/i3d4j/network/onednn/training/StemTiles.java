package org.i3d4j.network.onednn.training;

import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.SpaceToDepth;

/**
 * Which tiles of pixels the first convolution reads as one when it learns, as measured: not by a clock at run time, for the
 * order of sums, and with it the last digits, follow from them. On an Intel Xeon with AMX, of a clip of 64x224x224 in
 * bfloat16, single pixels took 123 ms forward and 120 ms for the kernel's gradient, pairs of columns 26 and 76, tiles of 2x2
 * 41 and 50; the same machine without AMX 451 and 344, 425 and 459, 459 and 495. In float32 nothing beats single pixels.
 */
final class StemTiles {
    private StemTiles() {}

    static Extent ofForward(data_type type) {
        return type == data_type.bf16 ? new Extent(1, 1, 2) : SpaceToDepth.PIXEL;
    }

    static Extent ofKernelGradient(data_type type) {
        return type == data_type.bf16 && OneDnn.multipliesMatrices() ? new Extent(1, 2, 2) : SpaceToDepth.PIXEL;
    }
}
