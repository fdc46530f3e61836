package org.i3d4j.network.onednn.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.i3d4j.architecture.Extent;
import org.jspecify.annotations.Nullable;

/** A kernel in native memory, in each of the layouts that convolutions asked for. Owns that memory. */
public final class LaidOutKernel implements AutoCloseable {
    private final long[] dims;
    private final data_type type;
    private final float[] biasValues;
    private final memory bias;
    /** What the weights of each channel put out are to be multiplied with; null for floats. */
    private final float @Nullable [] scales;
    /** Layouts of integers may hold sums of their own beside the values: they are made from the plain one only. */
    private final boolean keepsPlain;

    private final List<memory> layouts = new ArrayList<>();
    private final Supplier<memory> made;
    private boolean holdsPlain;
    /** Once they were asked for. */
    private @Nullable List<LaidOutKernel> alongTime;

    private LaidOutKernel(Kernel kernel, data_type type, memory plain, float @Nullable [] scales) {
        this(kernel.dims(), kernel.bias(), type, scales, () -> {
            throw new IllegalStateException("it holds a layout");
        });
        plain.retainReference();
        layouts.add(plain);
        holdsPlain = true;
    }

    /** @param made makes it, for each layout that is asked for while there is none */
    private LaidOutKernel(long[] dims, float[] bias, data_type type, float @Nullable [] scales, Supplier<memory> made) {
        this.dims = dims;
        this.type = type;
        this.scales = scales;
        this.keepsPlain = scales != null;
        this.biasValues = bias;
        this.bias = vector(biasValues);
        this.bias.retainReference();
        this.made = made;
    }

    /** The values of {@code kernel} as {@code type}, float32 or bfloat16. */
    public static LaidOutKernel of(Kernel kernel, data_type type) {
        try (PointerScope scope = new PointerScope()) {
            memory plain = new memory(new memory.desc(kernel.dims(), data_type.f32, format_tag.oidhw), OneDnn.cpu());
            new FloatPointer(plain.get_data_handle()).put(kernel.weights(), 0, kernel.weights().length);
            return type == data_type.f32
                    ? new LaidOutKernel(kernel, type, plain, null)
                    : new LaidOutKernel(
                            kernel,
                            type,
                            reordered(plain, new memory.desc(kernel.dims(), type, format_tag.oidhw)),
                            null);
        }
    }

    /**
     * The values of {@code kernel} as 8-bit integers, each channel put out with a scale of its own: the largest of its weights
     * becomes 127.
     *
     * @param pairsFit whether the products of two neighbouring channels with the largest unsigned integers have to fit into
     *     16 bits together: no two neighbouring weights may then add up to more than 128 either
     */
    public static LaidOutKernel quantized(Kernel kernel, boolean pairsFit) {
        try (PointerScope scope = new PointerScope()) {
            float[] scales = new float[kernel.outputs()];
            byte[] values = quantize(kernel, pairsFit, scales);
            memory plain = new memory(new memory.desc(kernel.dims(), data_type.s8, format_tag.oidhw), OneDnn.cpu());
            new BytePointer(plain.get_data_handle()).put(values, 0, values.length);
            return new LaidOutKernel(kernel, data_type.s8, plain, scales);
        }
    }

    private static byte[] quantize(Kernel kernel, boolean pairsFit, float[] scales) {
        float[] weights = kernel.weights();
        byte[] values = new byte[weights.length];
        int perOutput = weights.length / scales.length;
        for (int output = 0; output < scales.length; output++) {
            float largest = largest(weights, output * perOutput, perOutput);
            if (pairsFit) {
                largest = Math.max(largest, largestPair(kernel, output));
            }
            scales[output] = largest == 0 ? 1 : largest / EightBits.LARGEST_S8;
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                values[i] = (byte) Math.rint(weights[i] / scales[output]);
            }
        }
        return values;
    }

    private static float largest(float[] weights, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        return largest;
    }

    /** The largest sum of the weights of two neighbouring channels. Rounded, it can be larger by one step. */
    private static float largestPair(Kernel kernel, int output) {
        float[] weights = kernel.weights();
        int positions = Math.toIntExact(kernel.size().volume());
        float largest = 0;
        for (int input = 0; input + 1 < kernel.inputs(); input += 2) {
            int from = (output * kernel.inputs() + input) * positions;
            for (int i = from; i < from + positions; i++) {
                largest = Math.max(largest, Math.abs(weights[i] + weights[i + positions]));
            }
        }
        return largest;
    }

    /** A float32 vector in native memory. */
    static memory vector(float... values) {
        memory vector =
                new memory(new memory.desc(new long[] {values.length}, data_type.f32, format_tag.a), OneDnn.cpu());
        new FloatPointer(vector.get_data_handle()).put(values, 0, values.length);
        return vector;
    }

    private static memory reordered(memory from, memory.desc layout) {
        memory to = new memory(layout, OneDnn.cpu());
        stream order = new stream(OneDnn.cpu());
        new reorder(from, to).execute(order, from, to);
        order._wait();
        return to;
    }

    /** What a convolution may choose the layout of. */
    memory.desc anyLayout() {
        return new memory.desc(dims, type, format_tag.any);
    }

    /** O, I, T, H, W. */
    long[] dims() {
        return dims.clone();
    }

    /** The bias, where a value of 1 that is put out stands for {@code outputUnit}; not to be changed. */
    memory bias(float outputUnit) {
        if (outputUnit == 1) {
            return bias;
        }
        float[] inUnits = new float[biasValues.length];
        for (int output = 0; output < inUnits.length; output++) {
            inUnits[output] = biasValues[output] / outputUnit;
        }
        return vector(inUnits);
    }

    /**
     * What the sums of each channel put out are to be multiplied with, by the units of the values that are read and put out;
     * null for floats. One factor, for oneDNN's kernels differ in the order in which they multiply with several: the same
     * sum would be rounded up in a batch and down alone.
     */
    @Nullable
    memory scales(float inputUnit, float outputUnit) {
        if (scales == null) {
            return null;
        }
        float[] factors = new float[scales.length];
        for (int output = 0; output < factors.length; output++) {
            factors[output] = (float) ((double) scales[output] * inputUnit / outputUnit);
        }
        return vector(factors);
    }

    Extent size() {
        return new Extent((int) dims[2], (int) dims[3], (int) dims[4]);
    }

    /** The kernels of one frame that stand for this float32 one, as {@link TemporalWinograd}; they stay this object's. */
    List<LaidOutKernel> alongTime() {
        List<LaidOutKernel> known = alongTime;
        if (known == null) {
            known = IntStream.range(0, WinogradKernel.POINTS)
                    .mapToObj(this::alongTime)
                    .toList();
            alongTime = known;
        }
        return known;
    }

    private LaidOutKernel alongTime(int point) {
        float[] itsBias = point == WinogradKernel.BIASED ? biasValues : new float[biasValues.length];
        return new LaidOutKernel(WinogradKernel.dims(dims), itsBias, type, null, () -> {
            memory plain = in(new memory.desc(dims, data_type.f32, format_tag.oidhw));
            return WinogradKernel.of(plain, dims, point);
        });
    }

    /** The kernel in {@code layout}; stays this object's. */
    memory in(memory.desc layout) {
        for (memory known : layouts) {
            if (known.get_desc().equals(layout)) {
                return known;
            }
        }
        memory laidOut;
        try (PointerScope scope = new PointerScope()) {
            laidOut = reordered(layouts.isEmpty() ? made.get() : layouts.get(0), layout);
            laidOut.retainReference();
        }
        if (holdsPlain && !keepsPlain) {
            layouts.remove(0).releaseReference();
            holdsPlain = false;
        }
        layouts.add(laidOut);
        return laidOut;
    }

    @Override
    public void close() {
        layouts.forEach(memory::releaseReference);
        layouts.clear();
        if (alongTime != null) {
            alongTime.forEach(LaidOutKernel::close);
        }
        bias.releaseReference();
    }
}
