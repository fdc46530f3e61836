package org.i3d4j.weights;

import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.error.WeightsException;

/** A convolution unit for inference: its batch norm folded into kernel and bias. */
public final class FoldedUnit {
    private final TensorData original;
    private final float[] kernel;
    private final float[] bias;

    private FoldedUnit(TensorData original, float[] kernel, float[] bias) {
        this.original = original;
        this.kernel = kernel;
        this.bias = bias;
    }

    /**
     * Folds {@code y = gamma (k * x + bias - mean) / sqrt(variance + eps) + beta} in float64, or what of that the unit has.
     *
     * @param weights every tensor of the network, of any floating-point type, under our names; stays as it is
     * @throws WeightsException if a tensor of the unit is missing
     */
    public static FoldedUnit of(ConvUnit unit, StateDict weights, double eps) {
        float[] kernel = values(unit, Role.KERNEL, weights);
        float[] bias = unit.form().isBiased() ? values(unit, Role.BIAS, weights) : new float[unit.channels()];
        if (unit.form().isNormalised()) {
            fold(unit, weights, eps, kernel, bias);
        }
        return new FoldedUnit(weights.require(Role.KERNEL.nameIn(unit.name())), kernel, bias);
    }

    private static void fold(ConvUnit unit, StateDict weights, double eps, float[] kernel, float[] bias) {
        float[] gamma = values(unit, Role.GAMMA, weights);
        float[] beta = values(unit, Role.BETA, weights);
        float[] mean = values(unit, Role.RUNNING_MEAN, weights);
        float[] variance = values(unit, Role.RUNNING_VARIANCE, weights);
        int perOutput = kernel.length / bias.length;
        for (int output = 0; output < bias.length; output++) {
            double factor = gamma[output] / Math.sqrt(variance[output] + eps);
            bias[output] = (float) (beta[output] + ((double) bias[output] - mean[output]) * factor);
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                kernel[i] = (float) (kernel[i] * factor);
            }
        }
    }

    private static float[] values(ConvUnit unit, Role role, StateDict weights) {
        return weights.require(role.nameIn(unit.name())).toFloat32().toFloatArray();
    }

    /** O, I, T, H, W; this unit's own, not to be changed. */
    public float[] kernel() {
        return kernel;
    }

    /** O; this unit's own, not to be changed. */
    public float[] bias() {
        return bias;
    }

    /** The kernel as float32 O, I, T, H, W. */
    public TensorData kernelTensor() {
        return TensorData.of(kernel, original.shapeArray());
    }

    /** The bias as float32 O. */
    public TensorData biasTensor() {
        return TensorData.of(bias, bias.length);
    }
}
