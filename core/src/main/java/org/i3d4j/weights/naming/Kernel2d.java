package org.i3d4j.weights.naming;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.i3d4j.weights.TensorData;

/** A kernel of a 2D network, or the matrix of its head: output channels, input channels, height, width. */
final class Kernel2d {
    private static final int AXES = 4;

    private final FloatBuffer values;
    private final int[] sides;
    private final int[] strides;

    /**
     * Views a tensor.
     *
     * @param tensor float32
     * @param axes which of the tensor's axes are output channels, input channels, height and width; a matrix has two
     */
    Kernel2d(TensorData tensor, List<Integer> axes) {
        this.values = tensor.floats();
        this.sides =
                sides(tensor.shape(), axes).stream().mapToInt(Math::toIntExact).toArray();
        this.strides = IntStream.range(0, AXES)
                .map(i -> i < axes.size() ? stride(tensor.shape(), axes.get(i)) : 0)
                .toArray();
    }

    /** Output channels, input channels, height and width. */
    static List<Long> sides(List<Long> shape, List<Integer> axes) {
        return IntStream.range(0, AXES)
                .mapToObj(i -> i < axes.size() ? shape.get(axes.get(i)) : 1L)
                .toList();
    }

    private static int stride(List<Long> shape, int axis) {
        return (int) shape.stream().skip(axis + 1L).mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * A 3D kernel O, I, T, H, W: this one repeated along time and divided by its length.
     *
     * @param inputs input channels; if they are others than this kernel's, each gets the mean over this kernel's
     */
    TensorData inflated(int inputs, int frames) {
        long size = (long) sides[0] * inputs * frames * sides[2] * sides[3];
        ByteBuffer bytes = TensorData.allocate(size * Float.BYTES);
        FloatBuffer to = bytes.asFloatBuffer();
        for (int out = 0; out < sides[0]; out++) {
            for (int in = 0; in < inputs; in++) {
                float[] window = inputs == sides[1] ? window(out, in, in + 1) : window(out, 0, sides[1]);
                for (int i = 0; i < window.length; i++) {
                    window[i] /= frames;
                }
                for (int time = 0; time < frames; time++) {
                    to.put(window);
                }
            }
        }
        return TensorData.of(bytes, sides[0], inputs, frames, sides[2], sides[3]);
    }

    /** The mean over input channels {@code from} to {@code to}, H, W. */
    private float[] window(int out, int from, int to) {
        float[] window = new float[sides[2] * sides[3]];
        for (int i = 0; i < window.length; i++) {
            int place = out * strides[0] + i / sides[3] * strides[2] + i % sides[3] * strides[3];
            double sum = 0;
            for (int in = from; in < to; in++) {
                sum += values.get(place + in * strides[1]);
            }
            window[i] = (float) (sum / (to - from));
        }
        return window;
    }
}
