package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.FloatPointer;

/** The kernels of one frame that stand for one of three or four in {@link TemporalWinograd}. */
final class WinogradKernel {
    /** How many there are: a product each. */
    static final int POINTS = 6;

    /** The product that goes into every frame put out once, and so carries the bias. */
    static final int BIASED = 1;

    /** What they are: a row each, a column for each frame; the last is the last frame. */
    private static final double[][] OF_FRAMES = {
        {1 / 4.0, 0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0, 1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0, 1 / 3.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0, -1 / 3.0}
    };

    private WinogradKernel() {}

    /** O,I,1,H,W of a kernel of O,I,T,H,W. */
    static long[] dims(long[] kernel) {
        return new long[] {kernel[0], kernel[1], 1, kernel[3], kernel[4]};
    }

    /**
     * One of them, float32; the caller's scope frees it. Made channel by channel: copies of whole kernels would be most of what a
     * process takes.
     *
     * @param plain float32, as {@code dims}
     * @param dims O,I,T,H,W
     */
    static memory of(memory plain, long[] dims, int point) {
        memory kernel = new memory(new memory.desc(dims(dims), data_type.f32, format_tag.oidhw), OneDnn.cpu());
        FloatPointer from = new FloatPointer(plain.get_data_handle());
        FloatPointer to = new FloatPointer(kernel.get_data_handle());
        int frames = (int) dims[2];
        float[] weights = new float[Math.toIntExact(dims[1] * frames * dims[3] * dims[4])];
        float[] transformed = new float[weights.length / frames];
        for (long output = 0; output < dims[0]; output++) {
            from.position(output * weights.length).get(weights);
            transform(weights, frames, Math.toIntExact(dims[3] * dims[4]), point, transformed);
            to.position(output * transformed.length).put(transformed);
        }
        return kernel;
    }

    private static void transform(float[] weights, int frames, int positions, int point, float[] transformed) {
        for (int i = 0; i < transformed.length; i++) {
            int first = i / positions * frames * positions + i % positions;
            if (point == POINTS - 1) {
                transformed[i] = weights[first + (frames - 1) * positions];
            } else {
                double sum = 0;
                for (int frame = 0; frame < frames; frame++) {
                    sum += OF_FRAMES[point][frame] * weights[first + frame * positions];
                }
                transformed[i] = (float) sum;
            }
        }
    }
}
