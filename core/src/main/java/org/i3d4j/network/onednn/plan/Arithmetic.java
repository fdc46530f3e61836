package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.video.ClipType;

/** The numbers that a network computes with. */
public interface Arithmetic {

    /** The clips as the first convolution reads them. */
    ClipType clipType();

    /**
     * Type of the feature maps.
     *
     * @param rectified whether no value is below 0
     */
    data_type mapType(boolean rectified);

    /**
     * What a value of 1 of what {@code unit} puts out stands for.
     *
     * @param rectified as {@link #mapType}; also of a unit that ends a residual block
     */
    float unitOf(ConvUnit unit, boolean rectified);

    /** Whether what is larger than the largest value becomes that, instead of infinite. */
    boolean saturates();

    /** The tile of pixels that the first convolution reads fastest as one, as {@link SpaceToDepth}. */
    Extent stemTile();

    /** Copies {@code kernel}, which reads feature maps, into native memory. */
    LaidOutKernel laidOut(Kernel kernel);

    /** Copies {@code kernel}, which reads clips, into native memory. */
    LaidOutKernel laidOutForClips(Kernel kernel);
}
