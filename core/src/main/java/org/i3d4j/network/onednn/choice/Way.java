package org.i3d4j.network.onednn.choice;

import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.DirectConvolution;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.Finish;
import org.i3d4j.network.onednn.plan.Kernel;
import org.i3d4j.network.onednn.plan.KernelTiles;
import org.i3d4j.network.onednn.plan.LaidOutKernel;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.TemporalWinograd;

/**
 * A way to compute a convolution unit.
 *
 * @param tile the pixels that it reads as one; {@link SpaceToDepth#PIXEL} for all but the first unit
 * @param isWinograd whether by {@link TemporalWinograd}, or by direct convolution
 */
public record Way(Extent tile, boolean isWinograd) {
    /** What can always be done. */
    public static final Way DIRECT = new Way(SpaceToDepth.PIXEL, false);

    static final Way WINOGRAD = new Way(SpaceToDepth.PIXEL, true);

    /** For people and files: {@code direct}, {@code winograd}, {@code direct 1x2x2}. */
    public String name() {
        String algorithm = isWinograd ? "winograd" : "direct";
        return readsPixels() ? algorithm : algorithm + " " + tile;
    }

    private boolean readsPixels() {
        return tile.equals(SpaceToDepth.PIXEL);
    }

    /** What has the same sums of tiles as {@code kernel}, that of {@code unit}, of pixels. */
    public Kernel kernel(ConvUnit unit, Kernel kernel) {
        return readsPixels() ? kernel : kernel.spaceToDepth(KernelTiles.of(unit.window(), tile));
    }

    /**
     * Adds the steps of {@code unit} with bias and what {@code finish} says.
     *
     * @param x of tiles
     * @param kernel of tiles
     */
    public void convolve(
            PlanBuilder plan, ConvUnit unit, FeatureMap x, LaidOutKernel kernel, FeatureMap y, Finish finish) {
        SpaceToDepth tiles = SpaceToDepth.fitting(unit, x.size().zip(tile, Math::multiplyExact), tile);
        if (isWinograd && finish.addend() == null) {
            TemporalWinograd.convolve(
                    plan, unit.name(), x, kernel, tiles.stride(), tiles.padding(), y, finish.rectified());
        } else {
            DirectConvolution.add(plan, unit.name(), x, kernel, tiles.stride(), tiles.padding(), y, finish);
        }
    }
}
