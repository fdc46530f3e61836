package org.i3d4j.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Parameter.Role;

/**
 * A convolution unit for inference: its batch norm folded into kernel and bias.
 *
 * @param kernel float32 O, I, T, H, W
 * @param bias float32 O
 */
public record FoldedUnit(TensorData kernel, TensorData bias) {

    /**
     * Folds {@code y = gamma (k * x - mean) / sqrt(variance + eps) + beta} in float64.
     *
     * @param weights every tensor of the network, float32, under our names; stays as it is
     * @throws org.i3d4j.error.WeightsException if a tensor of the unit is missing
     */
    public static FoldedUnit of(ConvUnit unit, StateDict weights, double eps) {
        TensorData kernel = weights.require(Role.KERNEL.nameIn(unit.name()));
        FloatBuffer from = kernel.floats();
        float[] gamma = values(unit, Role.GAMMA, weights);
        float[] beta = values(unit, Role.BETA, weights);
        float[] mean = values(unit, Role.RUNNING_MEAN, weights);
        float[] variance = values(unit, Role.RUNNING_VARIANCE, weights);
        ByteBuffer bytes = TensorData.allocate(kernel.info().bytes());
        FloatBuffer to = bytes.asFloatBuffer();
        float[] bias = new float[gamma.length];
        float[] filter = new float[from.capacity() / Math.max(gamma.length, 1)];
        for (int c = 0; c < gamma.length; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + eps);
            from.get(filter);
            for (int i = 0; i < filter.length; i++) {
                filter[i] = (float) (filter[i] * factor);
            }
            to.put(filter);
            bias[c] = (float) (beta[c] - mean[c] * factor);
        }
        return new FoldedUnit(TensorData.of(bytes, kernel.shapeArray()), TensorData.of(bias, bias.length));
    }

    private static float[] values(ConvUnit unit, Role role, StateDict weights) {
        return weights.require(role.nameIn(unit.name())).toFloatArray();
    }
}
