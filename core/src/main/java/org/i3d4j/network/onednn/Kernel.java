package org.i3d4j.network.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;

/** Weights and bias of a convolution, float32, O,I,T,H,W. Treated as unchangeable. */
final class Kernel {
    private final int outputs;
    private final int inputs;
    private final Extent size;
    private final float[] weights;
    private final float[] bias;

    Kernel(int outputs, int inputs, Extent size, float[] weights, float[] bias) {
        if (weights.length != (long) outputs * inputs * size.volume() || bias.length != outputs) {
            throw new IllegalArgumentException(weights.length + " weights and " + bias.length + " biases for " + outputs
                    + "x" + inputs + "x" + size);
        }
        this.outputs = outputs;
        this.inputs = inputs;
        this.size = size;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * The convolution of {@code unit} with its batch norm in it: w gamma / sqrt(variance + eps), and beta - mean gamma /
     * sqrt(variance + eps).
     */
    static Kernel folded(ConvUnit unit, StateDict state, double eps) {
        float[] weights =
                state.require(Role.KERNEL.nameIn(unit.name())).toFloat32().toFloatArray();
        FloatBuffer gamma = values(state, Role.GAMMA, unit);
        FloatBuffer beta = values(state, Role.BETA, unit);
        FloatBuffer mean = values(state, Role.RUNNING_MEAN, unit);
        FloatBuffer variance = values(state, Role.RUNNING_VARIANCE, unit);
        float[] bias = new float[unit.channels()];
        int perOutput = weights.length / bias.length;
        for (int output = 0; output < bias.length; output++) {
            double factor = gamma.get(output) / Math.sqrt(variance.get(output) + eps);
            bias[output] = (float) (beta.get(output) - mean.get(output) * factor);
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
        }
        return new Kernel(unit.channels(), unit.inputChannels(), unit.kernel(), weights, bias);
    }

    private static FloatBuffer values(StateDict state, Role role, ConvUnit unit) {
        return state.require(role.nameIn(unit.name())).toFloat32().floats();
    }

    int outputs() {
        return outputs;
    }

    int inputs() {
        return inputs;
    }

    Extent size() {
        return size;
    }

    /** O, I, T, H, W. */
    long[] dims() {
        return new long[] {outputs, inputs, size.time(), size.height(), size.width()};
    }

    /** O,I,T,H,W; not to be changed. */
    float[] weights() {
        return weights;
    }

    /** Not to be changed. */
    float[] bias() {
        return bias;
    }

    /** The kernel that puts out the channels of all, one behind the other; they read the same channels in the same windows. */
    static Kernel stacked(List<Kernel> kernels) {
        Kernel first = kernels.get(0);
        int outputs = kernels.stream().mapToInt(Kernel::outputs).sum();
        float[] weights = new float[Math.toIntExact((long) outputs * first.inputs * first.size.volume())];
        float[] bias = new float[outputs];
        int at = 0;
        int output = 0;
        for (Kernel kernel : kernels) {
            System.arraycopy(kernel.weights, 0, weights, at, kernel.weights.length);
            System.arraycopy(kernel.bias, 0, bias, output, kernel.outputs);
            at += kernel.weights.length;
            output += kernel.outputs;
        }
        return new Kernel(outputs, first.inputs, first.size, weights, bias);
    }

    /** With channels put out behind the others that are always 0. */
    Kernel withOutputs(int more) {
        return new Kernel(
                more,
                inputs,
                size,
                Arrays.copyOf(weights, Math.toIntExact((long) more * inputs * size.volume())),
                Arrays.copyOf(bias, more));
    }

    /** With channels read behind the others that count for nothing. */
    Kernel withInputs(int more) {
        int window = (int) size.volume();
        float[] wider = new float[outputs * more * window];
        for (int output = 0; output < outputs; output++) {
            System.arraycopy(weights, output * inputs * window, wider, output * more * window, inputs * window);
        }
        return new Kernel(outputs, more, size, wider, bias);
    }

    /**
     * The same convolution, of stride 2 along a row, for a clip whose pairs of columns are read as channels: twice the
     * channels (those of the left columns first), half the width, stride 1. The left column of a window has to be the left one
     * of a pair.
     */
    Kernel onColumnPairs() {
        int pairs = (size.width() + 1) / 2;
        Extent halved = new Extent(size.time(), size.height(), pairs);
        float[] paired = new float[Math.toIntExact(2L * outputs * inputs * halved.volume())];
        int rows = size.time() * size.height();
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int row = 0; row < rows; row++) {
                    int from = ((output * inputs + input) * rows + row) * size.width();
                    for (int column = 0; column < size.width(); column++) {
                        int channel = (column % 2) * inputs + input;
                        paired[((output * 2 * inputs + channel) * rows + row) * pairs + column / 2] =
                                weights[from + column];
                    }
                }
            }
        }
        return new Kernel(outputs, 2 * inputs, halved, paired, bias);
    }
}
