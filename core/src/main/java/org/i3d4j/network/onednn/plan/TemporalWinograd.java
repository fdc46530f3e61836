package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.SamePadding;

/**
 * Convolutions by Winograd's minimal filtering along time alone (Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2015, section 4.1): sums of six frames are convolved with kernels of one frame, and sums of what comes out are four
 * frames of a kernel of three, F(4,3), for which twelve convolutions of a frame would be needed otherwise, or three of a kernel of
 * four, F(3,4). What is summed are whole frames, each in one piece of memory. Sums are rounded otherwise than by direct convolution.
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

    /** What the frames put out are: a row each, a column for each product; the last goes into the last of them only. */
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
    private final FeatureMap y;
    /** Frames put out by a tile. */
    private final int outputs;

    private final int tilesOfClip;
    /** How many tiles go into a call. */
    private final int atOnce;

    private final List<RowBand> bands;
    private final List<PlanBuffer> sums;
    private final List<PlanBuffer> products;

    /** Values of a map that lie in one piece. */
    private record Place(Region region, long bytes) {}

    private TemporalWinograd(PlanBuilder plan, String name, FeatureMap x, Extent kernel, Extent stride, FeatureMap y) {
        this.plan = plan;
        this.name = name;
        this.x = x;
        this.stride = stride;
        this.y = y;
        this.outputs = outputs(kernel.time());
        this.tilesOfClip = SamePadding.outputSize(y.size().time(), outputs);
        this.atOnce = atOnce();
        this.bands = RowBand.of(x.size().height(), kernel.height(), stride.height(), rowsAtOnce());
        this.sums = buffers(layout(x, atOnce, x.size().height()));
        this.products = buffers(layout(y, atOnce, bands.get(0).rows()));
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

    private List<PlanBuffer> buffers(memory.desc layout) {
        return IntStream.range(0, WinogradKernel.POINTS)
                .mapToObj(i -> plan.buffer(layout))
                .toList();
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
                && COST_OF_SUMS * WinogradKernel.POINTS * SamePadding.outputSize(size.time(), outputs(3)) <= direct;
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
                && COST_OF_SUMS * 2 * WinogradKernel.POINTS * SamePadding.outputSize(frames, outputs(4)) <= direct;
    }

    /**
     * Adds the steps of a convolution with bias and ReLU, and with 'SAME' padding, of which one frame lies in front of the first.
     *
     * @param x float32, of at least two frames
     * @param kernel float32, of three or four frames
     * @param stride 1 in time
     */
    public static void convolve(
            PlanBuilder plan, String name, FeatureMap x, LaidOutKernel kernel, Extent stride, FeatureMap y) {
        new TemporalWinograd(plan, name, x, kernel.size(), stride, y).convolve(kernel.alongTime());
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
        FeatureMap from = map(sums.get(point), x, frames, band.inputRows(), bytes(x, band.firstInput()));
        FeatureMap to = map(products.get(point), y, frames, band.rows(), 0);
        Padding same = Padding.same(x.size(), kernel.size(), stride);
        Padding padding = new Padding(new SamePadding(0, 0), band.padding(), same.width());
        DirectConvolution.add(plan, name, from, kernel, stride, padding, to, false);
    }

    private static memory.desc layout(FeatureMap map, int frames, int rows) {
        return new memory.desc(
                FeatureMap.dims(
                        1, map.channels(), new Extent(frames, rows, map.size().width())),
                data_type.f32,
                format_tag.ndhwc);
    }

    /** Frames one behind the other; of several, whole ones. */
    private static FeatureMap map(PlanBuffer buffer, FeatureMap like, int frames, int rows, long bytes) {
        Extent size = new Extent(frames, rows, like.size().width());
        return new FeatureMap(buffer.region(), layout(like, frames, rows), 1, like.channels(), size, 1, bytes);
    }

    private static long values(FeatureMap map, int rows) {
        return (long) map.channels() * rows * map.size().width();
    }

    private static long bytes(FeatureMap map, int rows) {
        return values(map, rows) * Float.BYTES;
    }

    private static Place place(FeatureMap map, int clip, int frame, int row) {
        int height = map.size().height();
        long rows = ((long) clip * map.size().time() + frame) * height + row;
        return new Place(map.region(), rows * bytes(map, 1));
    }

    /** Of the frames that tile {@code number} of all reads; those outside of the clip are 0. */
    private void sumFrames(int number, int to) {
        int clip = number / tilesOfClip;
        int before = number % tilesOfClip * outputs - PADDING;
        for (int point = 0; point < WinogradKernel.POINTS; point++) {
            Sum sum = new Sum();
            for (int i = 0; i < WinogradKernel.POINTS; i++) {
                if (before + i >= 0 && before + i < x.size().time()) {
                    sum.add(OF_FRAMES[point][i], place(x, clip, before + i, 0));
                }
            }
            long values = values(x, x.size().height());
            sum.plan(values, new Place(sums.get(point).region(), to * values * Float.BYTES));
        }
    }

    private void sumProducts(RowBand band, int number, int from) {
        int clip = number / tilesOfClip;
        int first = number % tilesOfClip * outputs;
        long values = values(y, band.rows());
        long start = from * values * Float.BYTES;
        for (int i = 0; i < outputs && first + i < y.size().time(); i++) {
            Sum sum = new Sum();
            for (int point = 0; point < WinogradKernel.POINTS - 1; point++) {
                sum.add(OF_PRODUCTS[i][point], new Place(products.get(point).region(), start));
            }
            sum.add(
                    i == outputs - 1 ? 1 : 0,
                    new Place(products.get(WinogradKernel.POINTS - 1).region(), start));
            Place to = place(y, clip, first + i, band.first());
            sum.plan(values, to);
            rectify(values, to);
        }
    }

    /** Values with factors. */
    private final class Sum {
        private final List<Place> places = new ArrayList<>();
        private final List<Float> factors = new ArrayList<>();

        void add(float factor, Place place) {
            if (factor != 0) {
                factors.add(factor);
                places.add(place);
            }
        }

        void plan(long values, Place to) {
            memory.desc layout = vector(values);
            List<StepArgument> from = new ArrayList<>();
            float[] scales = new float[places.size()];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = factors.get(i);
                from.add(at(places.get(i), dnnl.DNNL_ARG_MULTIPLE_SRC + i, layout));
            }
            plan.sum(name + ".sum", scales, from, at(to, dnnl.DNNL_ARG_DST, layout));
        }
    }

    private static memory.desc vector(long values) {
        return new memory.desc(new long[] {values}, data_type.f32, format_tag.a);
    }

    private static StepArgument at(Place place, int argument, memory.desc layout) {
        return new StepArgument(argument, place.region(), layout, place.bytes());
    }

    /** As long as the values are in the cache. */
    private void rectify(long values, Place place) {
        memory.desc layout = vector(values);
        eltwise_forward.primitive_desc described = new eltwise_forward.primitive_desc(
                OneDnn.cpu(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.eltwise_relu,
                layout,
                layout,
                0,
                0,
                new primitive_attr(),
                false);
        plan.add(
                name + ".relu",
                described,
                new eltwise_forward(described),
                List.of(at(place, dnnl.DNNL_ARG_SRC, layout), at(place, dnnl.DNNL_ARG_DST, layout)),
                Map.of());
    }
}
