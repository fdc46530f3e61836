package org.i3d4j.weights.naming;

import java.util.Arrays;
import java.util.Map;
import org.i3d4j.architecture.Parameter.Role;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;

/**
 * One layer's batch norm in inference, {@code y = gamma (k * x - mean) / sqrt(variance + eps) + beta}, with the factor that
 * its kernel k is to be multiplied by. Every change keeps y.
 *
 * @param scale one factor per output channel of the kernel, 1 at first
 */
record BatchNormWeights(TensorData kernel, Values gamma, Values mean, Values variance, Values scale) {

    /** One value a channel. */
    record Values(TensorData tensor) {
        static Values of(float[] values) {
            return new Values(TensorData.of(values, values.length));
        }

        float[] copy() {
            return tensor.toFloatArray();
        }
    }

    static BatchNormWeights of(String layer, StateDict weights) {
        Values gamma = new Values(weights.require(Role.GAMMA.nameIn(layer)));
        float[] ones = new float[gamma.copy().length];
        Arrays.fill(ones, 1);
        return new BatchNormWeights(
                weights.require(Role.KERNEL.nameIn(layer)),
                gamma,
                new Values(weights.require(Role.RUNNING_MEAN.nameIn(layer))),
                new Values(weights.require(Role.RUNNING_VARIANCE.nameIn(layer))),
                Values.of(ones));
    }

    /** The same with another eps: moved into the variance, and into gamma where a variance would fall below 0. */
    BatchNormWeights withEps(double from, double to) {
        if (Double.compare(from, to) == 0) {
            return this;
        }
        float[] newVariance = variance.copy();
        float[] newGamma = gamma.copy();
        for (int c = 0; c < newGamma.length; c++) {
            double squared = newVariance[c] + from;
            newVariance[c] = (float) Math.max(squared - to, 0);
            newGamma[c] = (float) (newGamma[c] * Math.sqrt((newVariance[c] + to) / squared));
        }
        return new BatchNormWeights(kernel, Values.of(newGamma), mean, Values.of(newVariance), scale);
    }

    /** The same with gamma 1: kernel and mean take it over. */
    BatchNormWeights withoutGamma() {
        float[] factors = gamma.copy();
        float[] ones = new float[factors.length];
        Arrays.fill(ones, 1);
        if (Arrays.equals(factors, ones)) {
            return this;
        }
        float[] newMean = mean.copy();
        for (int c = 0; c < factors.length; c++) {
            newMean[c] *= factors[c];
        }
        return new BatchNormWeights(kernel, Values.of(ones), Values.of(newMean), variance, Values.of(factors));
    }

    void putInto(Map<String, TensorData> weights, String layer) {
        weights.put(Role.KERNEL.nameIn(layer), scaledKernel());
        weights.put(Role.GAMMA.nameIn(layer), gamma.tensor());
        weights.put(Role.RUNNING_MEAN.nameIn(layer), mean.tensor());
        weights.put(Role.RUNNING_VARIANCE.nameIn(layer), variance.tensor());
    }

    private TensorData scaledKernel() {
        float[] factors = scale.copy();
        float[] values = kernel.toFloatArray();
        int perChannel = values.length / factors.length;
        boolean changed = false;
        for (int c = 0; c < factors.length; c++) {
            for (int i = c * perChannel; factors[c] != 1 && i < (c + 1) * perChannel; i++) {
                values[i] *= factors[c];
                changed = true;
            }
        }
        return changed ? TensorData.of(values, kernel.shapeArray()) : kernel;
    }
}
