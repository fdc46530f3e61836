package org.i3d4j.network.onednn.plan;

import java.util.SplittableRandom;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.error.WeightsException;
import org.i3d4j.weights.FoldedUnit;
import org.i3d4j.weights.StateDict;
import org.jspecify.annotations.Nullable;

/** Weights and bias of a convolution, float32, O,I,T,H,W. Treated as unchangeable. */
public final class Kernel {
    private final int outputs;
    private final int inputs;
    private final Extent size;
    private final float[] weights;
    private final float[] bias;
    /** Once it was asked for. */
    private @Nullable Growth growth;

    /**
     * How large the values that a convolution unit puts out can be.
     *
     * @param factor the largest sum of absolute weights, times the largest value that it reads
     * @param offset and the largest bias
     */
    public record Growth(double factor, double offset) {
        public double of(double input) {
            return factor * input + offset;
        }
    }

    public Kernel(int outputs, int inputs, Extent size, float[] weights, float[] bias) {
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
     *
     * @throws WeightsException if that is not finite
     */
    public static Kernel folded(ConvUnit unit, StateDict state, double eps) {
        FoldedUnit parts = FoldedUnit.of(unit, state, eps);
        Kernel folded = new Kernel(unit.channels(), unit.inputChannels(), unit.kernel(), parts.kernel(), parts.bias());
        if (!Double.isFinite(folded.growth().of(1))) {
            throw new WeightsException(unit.name() + ": its kernel, multiplied by gamma / sqrt(variance + " + eps
                    + ") of its batch norm, has values that are not finite in float32");
        }
        return folded;
    }

    /** Some kernel for {@code unit}, to measure times, which don't depend on its values. */
    public static Kernel random(ConvUnit unit) {
        int inputs = unit.inputChannels();
        float[] weights = new float
                [Math.toIntExact((long) unit.channels() * inputs * unit.kernel().volume())];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (2 * random.nextDouble() - 1);
        }
        return new Kernel(unit.channels(), inputs, unit.kernel(), weights, new float[unit.channels()]);
    }

    /** How large what it puts out can be. */
    public Growth growth() {
        if (growth == null) {
            double factor = 0;
            double offset = 0;
            int perOutput = weights.length / outputs;
            for (int output = 0; output < outputs; output++) {
                factor = Math.max(factor, sumOfAbsolutes(output * perOutput, (output + 1) * perOutput));
                offset = Math.max(offset, Math.abs(bias[output]));
            }
            growth = new Growth(factor, offset);
        }
        return growth;
    }

    /** Of weights: four sums, for one would wait for each addition, all in all a tenth of the time to load a network. */
    private double sumOfAbsolutes(int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            first += Math.abs(weights[i]);
            second += Math.abs(weights[i + 1]);
            third += Math.abs(weights[i + 2]);
            fourth += Math.abs(weights[i + 3]);
        }
        for (; i < to; i++) {
            first += Math.abs(weights[i]);
        }
        return first + second + third + fourth;
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
    public float[] weights() {
        return weights;
    }

    /** Not to be changed. */
    public float[] bias() {
        return bias;
    }

    /**
     * The same convolution, for clips in which the pixels of each tile are channels of one: frame by frame of the tile, in
     * a frame row by row, and in a row column by column, all of a pixel's channels. Windows have to begin with whole tiles, and move by them.
     */
    public Kernel spaceToDepth(KernelTiles tiles) {
        Extent tile = tiles.tile();
        Extent tiled = tiles.size();
        int depth = Math.toIntExact(tile.volume()) * inputs;
        float[] deep = new float[Math.toIntExact((long) outputs * depth * tiled.volume())];
        int from = 0;
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int t = 0; t < size.time(); t++) {
                    int frame = tiles.framesAhead() + t;
                    for (int h = 0; h < size.height(); h++) {
                        int row = tiles.rowsAhead() + h;
                        for (int w = 0; w < size.width(); w++) {
                            int column = tiles.columnsAhead() + w;
                            int line = frame % tile.time() * tile.height() + row % tile.height();
                            int pixel = line * tile.width() + column % tile.width();
                            int channel = output * depth + pixel * inputs + input;
                            int plane = channel * tiled.time() + frame / tile.time();
                            int rows = plane * tiled.height() + row / tile.height();
                            deep[rows * tiled.width() + column / tile.width()] = weights[from++];
                        }
                    }
                }
            }
        }
        return new Kernel(outputs, depth, tiled, deep, bias);
    }
}
