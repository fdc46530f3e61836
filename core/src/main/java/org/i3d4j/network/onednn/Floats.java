package org.i3d4j.network.onednn;

import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.Arithmetic;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.video.ClipType;

/**
 * Floating-point numbers.
 *
 * @param type float32 or bfloat16
 */
record Floats(data_type type) implements Arithmetic {

    @Override
    public ClipType clipType() {
        return type == data_type.bf16 ? ClipType.BFLOAT16 : ClipType.FLOAT32;
    }

    @Override
    public data_type mapType(boolean rectified) {
        return type;
    }

    @Override
    public float unitOf(ConvUnit unit, boolean rectified) {
        return 1;
    }

    @Override
    public boolean saturates() {
        return false;
    }

    /**
     * bfloat16 is multiplied by twos, which three channels don't fill. In float32 pairs of frames make a kernel of stride 1 in
     * time, as {@link org.i3d4j.network.onednn.plan.TemporalWinograd} needs it.
     */
    @Override
    public Extent stemTile() {
        return type == data_type.bf16 ? new Extent(1, 1, 2) : new Extent(2, 1, 1);
    }

    @Override
    public LaidOutKernel laidOut(Kernel kernel) {
        return LaidOutKernel.of(kernel, type);
    }

    @Override
    public LaidOutKernel laidOutForClips(Kernel kernel) {
        return laidOut(kernel);
    }
}
