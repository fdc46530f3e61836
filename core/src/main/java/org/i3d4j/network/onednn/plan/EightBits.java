package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.ActivationRanges;
import org.i3d4j.video.ClipType;

/**
 * 8-bit integers: signed weights and clips; feature maps are unsigned where ReLU leaves no sign, and signed where what is put out is
 * added to something first.
 */
public final class EightBits implements Arithmetic {
    public static final int LARGEST_U8 = 255;
    public static final int LARGEST_S8 = 127;

    private final ActivationRanges ranges;

    /** @throws org.i3d4j.error.WeightsException if a range is missing */
    public EightBits(Architecture architecture, ActivationRanges ranges) {
        ranges.require(architecture);
        this.ranges = ranges;
    }

    @Override
    public ClipType clipType() {
        return ClipType.int8(ranges.of(ActivationRanges.INPUT) / LARGEST_S8);
    }

    @Override
    public data_type mapType(boolean rectified) {
        return rectified ? data_type.u8 : data_type.s8;
    }

    @Override
    public float unitOf(ConvUnit unit, boolean rectified) {
        return ranges.of(unit.name()) / largest(rectified);
    }

    /** The largest integer of a feature map. */
    public static int largest(boolean rectified) {
        return rectified ? LARGEST_U8 : LARGEST_S8;
    }

    @Override
    public boolean saturates() {
        return true;
    }

    /** 8-bit integers are multiplied by fours, which neither three nor six channels fill. */
    @Override
    public Extent stemTile() {
        return new Extent(1, 2, 2);
    }

    @Override
    public LaidOutKernel laidOut(Kernel kernel) {
        return LaidOutKernel.quantized(kernel, !OneDnn.sumsProductsOfBytesExactly());
    }

    /** oneDNN itself sees to it that products with signed integers fit. */
    @Override
    public LaidOutKernel laidOutForClips(Kernel kernel) {
        return LaidOutKernel.quantized(kernel, false);
    }
}
