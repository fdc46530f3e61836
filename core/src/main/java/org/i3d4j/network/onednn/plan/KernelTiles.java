package org.i3d4j.network.onednn.plan;

import java.util.function.ToIntFunction;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.KernelWindow;
import org.i3d4j.architecture.PaddingRule;

/**
 * How a kernel of pixels lies in one of tiles. Windows have to begin with whole tiles: where padding by half of the window has them begin
 * within one, the kernel gets zeros in front. Where 'SAME' padding has them begin depends on the clip, the kernel does not.
 *
 * @param kernel in pixels
 * @param tile the pixels that are read as one
 * @param framesAhead of zeros
 * @param rowsAhead likewise
 * @param columnsAhead likewise
 */
public record KernelTiles(Extent kernel, Extent tile, int framesAhead, int rowsAhead, int columnsAhead) {

    public static KernelTiles of(KernelWindow window, Extent tile) {
        return new KernelTiles(
                window.kernel(),
                tile,
                ahead(window, tile, Extent::time),
                ahead(window, tile, Extent::height),
                ahead(window, tile, Extent::width));
    }

    private static int ahead(KernelWindow window, Extent tile, ToIntFunction<Extent> side) {
        int half = (side.applyAsInt(window.kernel()) - 1) / 2;
        return window.rule() == PaddingRule.HALF ? Math.floorMod(-half, side.applyAsInt(tile)) : 0;
    }

    /** In tiles. */
    public Extent size() {
        return new Extent(
                Extent.ceilDiv(framesAhead + kernel.time(), tile.time()),
                Extent.ceilDiv(rowsAhead + kernel.height(), tile.height()),
                Extent.ceilDiv(columnsAhead + kernel.width(), tile.width()));
    }
}
