package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Padding;
import org.i3d4j.video.ClipType;

/**
 * The clips of few channels that the first convolution reads, with the pixels of each tile of frames x rows x columns as channels of
 * one: more channels fill the multiply-add units better. The convolution's kernel is {@link Kernel#spaceToDepth} of the
 * same tile.
 */
public final class SpaceToDepth {
    /** The tile of clips that are read as they are. */
    public static final Extent PIXEL = Extent.cube(1);

    private final ConvUnit unit;
    private final Extent clip;
    private final Extent tile;
    private final KernelTiles kernel;
    private final Padding padding;

    private SpaceToDepth(ConvUnit unit, Extent clip, Extent tile) {
        this.unit = unit;
        this.clip = clip;
        this.tile = tile;
        this.kernel = KernelTiles.of(unit.window(), tile);
        this.padding = unit.window().padding(clip);
    }

    /** With {@code tile}, or with single pixels where those tiles don't fit. */
    public static SpaceToDepth fitting(ConvUnit unit, Extent clip, Extent tile) {
        SpaceToDepth wanted = new SpaceToDepth(unit, clip, tile);
        return wanted.fits() ? wanted : new SpaceToDepth(unit, clip, PIXEL);
    }

    public Extent tile() {
        return tile;
    }

    /** Whether no pixel is left over, and windows begin with whole tiles. */
    private boolean fits() {
        return fits(clip.time(), tile.time(), unit.stride().time(), padding.time(), kernel.framesAhead())
                && fits(clip.height(), tile.height(), unit.stride().height(), padding.height(), kernel.rowsAhead())
                && fits(clip.width(), tile.width(), unit.stride().width(), padding.width(), kernel.columnsAhead());
    }

    private static boolean fits(int size, int tile, int stride, AxisPadding padding, int ahead) {
        return size % tile == 0 && stride % tile == 0 && (padding.before() + ahead) % tile == 0;
    }

    /** Frames, rows and columns of tiles. */
    private Extent size() {
        return clip.zip(tile, Math::floorDiv);
    }

    /** The convolution's, in tiles. */
    public Extent stride() {
        return unit.stride().zip(tile, Math::floorDiv);
    }

    /** The convolution's, in tiles. */
    public Padding padding() {
        Extent outputs = unit.outputSize(clip);
        return new Padding(
                inTiles(
                        (padding.time().before() + kernel.framesAhead()) / tile.time(),
                        outputs.time(),
                        kernel.size().time(),
                        stride().time(),
                        size().time()),
                inTiles(
                        (padding.height().before() + kernel.rowsAhead()) / tile.height(),
                        outputs.height(),
                        kernel.size().height(),
                        stride().height(),
                        size().height()),
                inTiles(
                        (padding.width().before() + kernel.columnsAhead()) / tile.width(),
                        outputs.width(),
                        kernel.size().width(),
                        stride().width(),
                        size().width()));
    }

    private static AxisPadding inTiles(int before, int outputs, int kernel, int stride, int size) {
        return new AxisPadding(before, (outputs - 1) * stride + kernel - size - before);
    }

    private static data_type typeOf(ClipType type) {
        return switch (type.kind()) {
            case FLOAT32 -> data_type.f32;
            case BFLOAT16 -> data_type.bf16;
            case INT8 -> data_type.s8;
        };
    }

    /**
     * Adds the step that reads the caller's clips.
     *
     * @param given how they are stored
     * @param wanted how what is returned is
     */
    public FeatureMap read(PlanBuilder plan, ClipType given, ClipType wanted) {
        int channels = unit.inputChannels();
        Extent size = size();
        long frames = tile.time();
        long rows = tile.height();
        long columns = tile.width();
        FeatureMap tiles = plan.map((int) tile.volume() * channels, size, typeOf(wanted), wanted.unit());
        long[] dims = {plan.clips(), frames, rows, columns, channels, size.time(), size.height(), size.width()};
        long width = clip.width();
        long plane = clip.height() * width;
        long volume = clip.time() * plane;
        memory.desc from = new memory.desc(dims, typeOf(given), new long[] {
            channels * volume, plane, width, 1, volume, frames * plane, rows * width, columns
        });
        long pixel = tile.volume() * channels;
        long row = pixel * size.width();
        memory.desc to = new memory.desc(dims, typeOf(wanted), new long[] {
            row * size.height() * size.time(),
            rows * columns * channels,
            columns * channels,
            channels,
            1,
            row * size.height(),
            row,
            pixel
        });
        plan.reorder(unit.name() + ".input", plan.clips(from, channels, clip, given.unit()), tiles.seenAs(to));
        return tiles;
    }
}
