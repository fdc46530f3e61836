package org.i3d4j.network.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** A kernel in native memory, in each of the layouts that convolutions asked for. Owns that memory. */
final class LaidOutKernel implements AutoCloseable {
    private static final int LARGEST_S8 = 127;

    private final long[] dims;
    private final data_type type;
    private final memory bias;
    private final @Nullable memory scales;
    /** Layouts of integers may hold sums of their own beside the values: they are made from the plain one only. */
    private final boolean keepsPlain;

    private final List<memory> layouts = new ArrayList<>();
    private boolean holdsPlain = true;

    private LaidOutKernel(Kernel kernel, data_type type, memory plain, @Nullable memory scales) {
        this.dims = kernel.dims();
        this.type = type;
        this.scales = scales;
        this.keepsPlain = scales != null;
        this.bias = vector(kernel.bias());
        this.bias.retainReference();
        plain.retainReference();
        layouts.add(plain);
    }

    /** The values of {@code kernel} as {@code type}, float32 or bfloat16. */
    static LaidOutKernel of(Kernel kernel, data_type type) {
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

    /** The values of {@code kernel} as 8-bit integers, each channel put out scaled by the largest of its weights. */
    static LaidOutKernel quantized(Kernel kernel) {
        try (PointerScope scope = new PointerScope()) {
            float[] scales = new float[kernel.outputs()];
            byte[] values = quantize(kernel, scales);
            memory plain = new memory(new memory.desc(kernel.dims(), data_type.s8, format_tag.oidhw), OneDnn.cpu());
            new BytePointer(plain.get_data_handle()).put(values, 0, values.length);
            memory factors = vector(scales);
            factors.retainReference();
            return new LaidOutKernel(kernel, data_type.s8, plain, factors);
        }
    }

    private static byte[] quantize(Kernel kernel, float[] scales) {
        float[] weights = kernel.weights();
        byte[] values = new byte[weights.length];
        int perOutput = weights.length / scales.length;
        for (int output = 0; output < scales.length; output++) {
            float largest = 0;
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            scales[output] = largest == 0 ? 1 : largest / LARGEST_S8;
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                values[i] = (byte) Math.rint(weights[i] / scales[output]);
            }
        }
        return values;
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

    memory bias() {
        return bias;
    }

    /** What the weights of each channel put out are to be multiplied with; null for floats. */
    @Nullable
    memory scales() {
        return scales;
    }

    /** The kernel in {@code layout}; stays this object's. */
    memory in(memory.desc layout) {
        for (memory known : layouts) {
            if (known.get_desc().equals(layout)) {
                return known;
            }
        }
        memory laidOut = reordered(layouts.get(0), layout);
        laidOut.retainReference();
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
        bias.releaseReference();
        if (scales != null) {
            scales.releaseReference();
        }
    }
}
