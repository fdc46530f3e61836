package org.i3d4j.network.onednn.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.FloatPointer;
import org.i3d4j.architecture.AxisPadding;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Padding;

/**
 * Convolutions by Winograd's minimal filtering along time alone (Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2015, section 4.1): sums of six frames are convolved with kernels of one frame, and sums of what comes out are four
 * frames of a kernel of three, F(4,3), for which twelve convolutions of a frame would be needed otherwise, or three of a kernel of
 * four, F(3,4). What is summed are whole frames, each in one piece of memory: products of a small matrix and one that has a frame a row,
 * which read and write each value once. Sums are rounded otherwise than by direct convolution.
 */
public final class TemporalWinograd {
    /** Frames in front of the first that windows see. */
    private static final int PADDING = 1;

    /** What the sums of frames are: a row each, a column for each frame read. The points are 0, 1, -1, 2, -2 and infinity. */
    private static final float[][] OF_FRAMES = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };

    /** What the frames put out are: a row each, a column for each product but the last, which goes into the last frame only. */
    private static final float[][] OF_PRODUCTS = {{1, 1, 1, 1, 1}, {0, 1, -1, 2, -2}, {0, 1, 1, 4, 4}, {0, 1, -1, 8, -8}
    };

    /** Positions of a frame that are worth a call: fewer leave cores without work, more leave the caches. */
    private static final int POSITIONS_AT_ONCE = 1600;

    /** Of what a band of rows puts out, for it is read again at once: as much as second-level caches hold. */
    private static final long BYTES_OF_PRODUCTS = 3_000_000;

    /** Below it sums cost more than they save, as measured: inputs times outputs by inputs and outputs. */
    private static final double LEAST_CHANNELS = 24;

    /** Weights of a kernel beyond which the memory of two more is not worth it: the maps of these layers are small. */
    private static final double MOST_WEIGHTS = 700_000;

    /** What a product costs with the sums that belong to it, of what it costs in direct convolution; on the safe side. */
    private static final double COST_OF_SUMS = 1.35;

    private final PlanBuilder plan;
    private final String name;
    private final FeatureMap x;
    private final Extent stride;
    private final Padding padding;
    private final boolean rectified;
    private final FeatureMap y;
    /** Frames put out by a tile. */
    private final int outputs;

    private final int tilesOfClip;
    /** How many tiles go into a call. */
    private final int atOnce;

    private final List<RowBand> bands;
    private final Rows sums;
    private final Rows products;

    /**
     * Values that lie in one piece, and others behind them, each as far from the start of the one in front.
     *
     * @param bytes from the start of the region
     * @param step values from one start to the next
     */
    private record Rows(Region region, long bytes, long step) {
        Rows from(long values) {
            return new Rows(region, bytes + values * Float.BYTES, step);
        }

        /** Of the row that is as many steps behind. */
        long start(int row) {
            return bytes + row * step * Float.BYTES;
        }

        StepArgument as(int argument, int count, long values) {
            memory.desc layout = new memory.desc(new long[] {count, values}, data_type.f32, new long[] {step, 1});
            return new StepArgument(argument, region, layout, bytes);
        }
    }

    private TemporalWinograd(
            PlanBuilder plan,
            String name,
            FeatureMap x,
            Extent kernel,
            Extent stride,
            Padding padding,
            FeatureMap y,
            boolean rectified) {
        this.plan = plan;
        this.name = name;
        this.x = x;
        this.stride = stride;
        this.padding = padding;
        this.rectified = rectified;
        this.y = y;
        this.outputs = outputs(kernel.time());
        this.tilesOfClip = Extent.ceilDiv(y.size().time(), outputs);
        this.atOnce = atOnce();
        this.bands = RowBand.of(
                x.size().height(),
                y.size().height(),
                padding.height().before(),
                kernel.height(),
                stride.height(),
                rowsAtOnce());
        this.sums = points(values(x, x.size().height()));
        this.products = points(values(y, bands.get(0).rows()));
    }

    private int atOnce() {
        long frame = (long) y.size().height() * y.size().width();
        return (int) Math.min((long) x.clips() * tilesOfClip, Math.max(1, POSITIONS_AT_ONCE / frame));
    }

    /** A part of a frame that is a call of its own; all rows of several frames. */
    private int rowsAtOnce() {
        long row = (long) y.size().width() * y.channels() * WinogradKernel.POINTS * Float.BYTES;
        return atOnce > 1 ? y.size().height() : (int) Math.max(1, BYTES_OF_PRODUCTS / row);
    }

    private static int outputs(int taps) {
        return WinogradKernel.POINTS + 1 - taps;
    }

    /** A row for each point, of a frame's values for each tile of a call. */
    private Rows points(long values) {
        long step = atOnce * values;
        memory.desc layout = new memory.desc(new long[] {WinogradKernel.POINTS, step}, data_type.f32, format_tag.ab);
        return new Rows(plan.buffer(layout).region(), 0, step);
    }

    /**
     * Whether this is faster than direct convolution of maps of {@code size} in float32. The same for every batch and on every
     * machine, for digits follow from it.
     */
    public static boolean pays(ConvUnit unit, Extent size) {
        double inputs = unit.inputChannels();
        double channels = unit.channels();
        return mayPay(unit, size) && inputs * channels / (inputs + channels) >= LEAST_CHANNELS;
    }

    /** Whether this could be faster, by frames and memory; whether it is, is a matter of channels and of the machine. */
    public static boolean mayPay(ConvUnit unit, Extent size) {
        // Direct convolution leaves out the frame in front of the first and that behind the last.
        int direct = 3 * size.time() - 2;
        return unit.kernel().time() == 3
                && unit.stride().equals(Extent.cube(1))
                && (double) unit.inputChannels()
                                * unit.channels()
                                * unit.kernel().volume()
                        <= MOST_WEIGHTS
                && COST_OF_SUMS * WinogradKernel.POINTS * Extent.ceilDiv(size.time(), outputs(3)) <= direct;
    }

    /**
     * The same of the first convolution, of seven frames with stride 2: pairs of frames are read as one of twice the channels, and
     * the kernel has four of these.
     *
     * @param frames that it puts out
     */
    public static boolean paysOnPairs(ConvUnit stem, int frames) {
        int direct = 7 * frames - 5;
        return stem.kernel().time() == 7
                && stem.stride().time() == 2
                && COST_OF_SUMS * 2 * WinogradKernel.POINTS * Extent.ceilDiv(frames, outputs(4)) <= direct;
    }

    /**
     * Adds the steps of a convolution with bias.
     *
     * @param x float32, of at least two frames
     * @param kernel float32, of three or four frames
     * @param stride 1 in time
     * @param padding one frame in front of the first
     * @param rectified whether ReLU follows
     */
    public static void convolve(
            PlanBuilder plan,
            String name,
            FeatureMap x,
            LaidOutKernel kernel,
            Extent stride,
            Padding padding,
            FeatureMap y,
            boolean rectified) {
        new TemporalWinograd(plan, name, x, kernel.size(), stride, padding, y, rectified).convolve(kernel.alongTime());
    }

    private void convolve(List<LaidOutKernel> kernels) {
        int tiles = x.clips() * tilesOfClip;
        for (int first = 0; first < tiles; first += atOnce) {
            int count = Math.min(atOnce, tiles - first);
            for (int tile = 0; tile < count; tile++) {
                sumFrames(first + tile, tile);
            }
            for (RowBand band : bands) {
                for (int point = 0; point < WinogradKernel.POINTS; point++) {
                    convolve(band, count, point, kernels.get(point));
                }
                for (int tile = 0; tile < count; tile++) {
                    sumProducts(band, first + tile, tile);
                }
            }
        }
    }

    private void convolve(RowBand band, int frames, int point, LaidOutKernel kernel) {
        Rows read = sums.from(values(x, band.firstInput()));
        FeatureMap from = map(read, point, x, frames, band.inputRows());
        FeatureMap to = map(products, point, y, frames, band.rows());
        Padding ofBand = new Padding(AxisPadding.NONE, band.padding(), padding.width());
        DirectConvolution.add(plan, name, from, kernel, stride, ofBand, to, Finish.NONE);
    }

    /** Frames one behind the other; of several, whole ones. */
    private static FeatureMap map(Rows points, int point, FeatureMap like, int frames, int rows) {
        Extent size = new Extent(frames, rows, like.size().width());
        memory.desc layout =
                new memory.desc(FeatureMap.dims(1, like.channels(), size), data_type.f32, format_tag.ndhwc);
        return new FeatureMap(points.region(), layout, 1, like.channels(), size, 1, points.start(point));
    }

    private static long values(FeatureMap map, int rows) {
        return (long) map.channels() * rows * map.size().width();
    }

    /** Frames of a clip from one on, of each what lies behind a row's start. */
    private static Rows frames(FeatureMap map, int clip, int frame, int row) {
        long step = values(map, map.size().height());
        long first = ((long) clip * map.size().time() + frame) * step;
        return new Rows(map.region(), 0, step).from(first + values(map, row));
    }

    /** Of the frames that tile {@code number} of all reads; those outside of the clip are 0. */
    private void sumFrames(int number, int to) {
        int clip = number / tilesOfClip;
        int before = number % tilesOfClip * outputs - PADDING;
        int first = Math.max(0, -before);
        int end = Math.min(WinogradKernel.POINTS, x.size().time() - before);
        float[][] factors = new float[WinogradKernel.POINTS][];
        for (int point = 0; point < factors.length; point++) {
            factors[point] = Arrays.copyOfRange(OF_FRAMES[point], first, end);
        }
        long values = values(x, x.size().height());
        multiply(factors, frames(x, clip, before + first, 0), sums.from(to * values), values, new primitive_attr());
    }

    private void sumProducts(RowBand band, int number, int from) {
        int clip = number / tilesOfClip;
        int first = number % tilesOfClip * outputs;
        float[][] factors = new float[Math.min(outputs, y.size().time() - first)][];
        for (int frame = 0; frame < factors.length; frame++) {
            factors[frame] = Arrays.copyOf(OF_PRODUCTS[frame], WinogradKernel.POINTS);
            factors[frame][WinogradKernel.POINTS - 1] = frame == outputs - 1 ? 1 : 0;
        }
        long values = values(y, band.rows());
        primitive_attr finished = new primitive_attr();
        finished.set_post_ops(Finish.of(rectified).operations(y.unit()));
        multiply(factors, products.from(from * values), frames(y, clip, first, band.first()), values, finished);
    }

    /** @param factors a row for each of what is put out */
    private void multiply(float[][] factors, Rows from, Rows to, long values, primitive_attr attributes) {
        int columns = factors[0].length;
        memory matrix = matrix(factors);
        StepArgument read = from.as(dnnl.DNNL_ARG_WEIGHTS, columns, values);
        StepArgument written = to.as(dnnl.DNNL_ARG_DST, factors.length, values);
        matmul.primitive_desc described = new matmul.primitive_desc(
                OneDnn.cpu(), matrix.get_desc(), read.layout(), written.layout(), attributes, false);
        plan.add(
                name + ".sums",
                described,
                new matmul(described),
                List.of(read, written),
                Map.of(dnnl.DNNL_ARG_SRC, matrix));
    }

    private static memory matrix(float[][] rows) {
        long[] dims = {rows.length, rows[0].length};
        memory matrix = new memory(new memory.desc(dims, data_type.f32, format_tag.ab), OneDnn.cpu());
        FloatPointer values = new FloatPointer(matrix.get_data_handle());
        for (float[] row : rows) {
            values.put(row, 0, row.length);
            values.position(values.position() + row.length);
        }
        return matrix;
    }
}
