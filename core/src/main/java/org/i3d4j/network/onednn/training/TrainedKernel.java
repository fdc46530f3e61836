package org.i3d4j.network.onednn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.network.onednn.plan.FeatureMap;
import org.i3d4j.network.onednn.plan.KernelTiles;
import org.i3d4j.network.onednn.plan.OneDnn;
import org.i3d4j.network.onednn.plan.PlanBuffer;
import org.i3d4j.network.onednn.plan.PlanBuilder;
import org.i3d4j.network.onednn.plan.SpaceToDepth;
import org.i3d4j.network.onednn.plan.StepArgument;

/**
 * The kernel of a convolution that learns: how steps get it from the caller's memory, where it lies as O,T,H,W,I in float32,
 * and put its gradient there. Where tiles of pixels are read as one, as {@link SpaceToDepth}, the kernel is that of the tiles.
 * Used while a plan is built.
 */
final class TrainedKernel {
    private final PlanBuilder plan;
    private final ConvUnit unit;
    private final Extent tile;
    private final KernelTiles tiles;
    private final Pointer values;

    /**
     * What of one axis of a kernel fills whole tiles, or what of it fills one in part.
     *
     * @param from the first, of the kernel
     * @param tile the tile that it lies in
     * @param at where in that
     * @param tiles how many are filled alike
     * @param length of each
     */
    private record Span(int from, int tile, int at, int tiles, int length) {
        /** All of an axis of {@code size}, in tiles of {@code tile}, behind zeros. */
        static List<Span> of(int size, int tile, int zeros) {
            List<Span> spans = new ArrayList<>();
            int from = 0;
            while (from < size) {
                int at = (zeros + from) % tile;
                int length = Math.min(tile - at, size - from);
                int alike = length == tile ? (size - from) / tile : 1;
                spans.add(new Span(from, (zeros + from) / tile, at, alike, length));
                from += alike * length;
            }
            return spans;
        }
    }

    /**
     * A part of the kernel of which every row and every column fills its tiles alike.
     *
     * @param bytes from the first value of the caller's kernel to that of this part
     * @param callers how the part lies there: O, I, T, rows of tiles, rows in a tile, columns of tiles, columns in a tile
     * @param tiled how it lies in the kernel of the tiles
     */
    private record Block(long bytes, memory.desc callers, memory.desc tiled) {}

    /**
     * @param tile 1 frame, rows, columns: the pixels that are read as one
     * @param values the caller's memory
     */
    TrainedKernel(PlanBuilder plan, ConvUnit unit, Extent tile, Pointer values) {
        this.plan = plan;
        this.unit = unit;
        this.tile = tile;
        this.tiles = KernelTiles.of(unit.window(), tile);
        this.values = values;
    }

    /** How the caller's memory holds the kernel of {@code unit}, and its gradient. */
    static memory.desc callersLayout(ConvUnit unit) {
        return new memory.desc(
                FeatureMap.dims(unit.channels(), unit.inputChannels(), unit.kernel()), data_type.f32, format_tag.odhwi);
    }

    /** O, I, T, H, W. */
    long[] dims() {
        Extent size = tiles.size();
        return new long[] {
            unit.channels(), unit.inputChannels() * tile.volume(), size.time(), size.height(), size.width()
        };
    }

    private boolean isTiled() {
        return !tile.equals(SpaceToDepth.PIXEL);
    }

    /** Adds the steps that lay the kernel out as a step wants it, for that step. */
    StepArgument laidOut(memory.desc layout) {
        PlanBuffer copy = plan.buffer(layout);
        plan.reorder(
                unit.name() + ".kernel",
                isTiled() ? tiledLayout() : callersLayout(unit),
                layout,
                List.of(copy.as(dnnl.DNNL_ARG_DST)),
                Map.of(dnnl.DNNL_ARG_SRC, isTiled() ? tiled() : at(callersLayout(unit), 0)));
        return copy.as(dnnl.DNNL_ARG_WEIGHTS);
    }

    private memory at(memory.desc layout, long bytes) {
        return new memory(layout, OneDnn.cpu(), new BytePointer(values).getPointer(bytes));
    }

    private memory.desc tiledLayout() {
        return new memory.desc(dims(), data_type.f32, format_tag.odhwi);
    }

    /** Adds the steps that write the kernel of the tiles; what of these no pixel fills is 0 from here on. */
    private memory tiled() {
        memory kernel = new memory(tiledLayout(), OneDnn.cpu());
        Pointer.memset(kernel.get_data_handle(), 0, tiledLayout().get_size());
        for (Block block : blocks()) {
            plan.reorder(
                    unit.name() + ".kernel.tiles",
                    block.callers(),
                    block.tiled(),
                    List.of(),
                    Map.of(dnnl.DNNL_ARG_SRC, at(block.callers(), block.bytes()), dnnl.DNNL_ARG_DST, kernel));
        }
        return kernel;
    }

    /** Adds the steps that put {@code gradient}, of a kernel as a step wants it, where the caller wants it. */
    void gather(PlanBuffer gradient, GradientAccumulator accumulator) {
        if (!isTiled()) {
            accumulator.accumulate(gradient, callersLayout(unit), 0);
            return;
        }
        PlanBuffer tiled = plan.buffer(tiledLayout());
        plan.reorder(
                unit.name() + ".kernel.gradient.tiles",
                gradient.layout(),
                tiled.layout(),
                List.of(gradient.as(dnnl.DNNL_ARG_SRC), tiled.as(dnnl.DNNL_ARG_DST)),
                Map.of());
        for (Block block : blocks()) {
            accumulator.accumulate(new PlanBuffer(tiled.region(), block.tiled()), block.callers(), block.bytes());
        }
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Span rows : Span.of(unit.kernel().height(), tile.height(), tiles.rowsAhead())) {
            for (Span columns : Span.of(unit.kernel().width(), tile.width(), tiles.columnsAhead())) {
                blocks.add(block(rows, columns));
            }
        }
        return blocks;
    }

    private Block block(Span rows, Span columns) {
        int frames = unit.kernel().time();
        long inputs = unit.inputChannels();
        long[] dims = {unit.channels(), inputs, frames, rows.tiles(), rows.length(), columns.tiles(), columns.length()};
        long row = unit.kernel().width() * inputs;
        long frame = unit.kernel().height() * row;
        long first = row * rows.from() + inputs * columns.from();
        memory.desc callers = new memory.desc(dims, data_type.f32, new long[] {
            frames * frame, 1, frame, tile.height() * row, row, tile.width() * inputs, inputs
        });
        return new Block(first * Float.BYTES, callers, tiled(dims, rows, columns));
    }

    /** Where the block of {@code dims}, these rows and columns, lies in the kernel of the tiles. */
    private memory.desc tiled(long[] dims, Span rows, Span columns) {
        Extent size = tiles.size();
        long inputs = dims[1];
        long pixel = tile.volume() * inputs;
        long row = size.width() * pixel;
        long frame = size.height() * row;
        long[] all = {dims[0], inputs, dims[2], size.height(), tile.height(), size.width(), tile.width()};
        long[] strides = {size.time() * frame, 1, frame, row, tile.width() * inputs, pixel, inputs};
        return new memory.desc(all, data_type.f32, strides)
                .submemory_desc(dims, new long[] {0, 0, 0, rows.tile(), rows.at(), columns.tile(), columns.at()});
    }
}
