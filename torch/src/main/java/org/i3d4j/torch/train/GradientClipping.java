package org.i3d4j.torch.train;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.i3d4j.error.TrainingException;

/**
 * Shortens gradients (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013).
 *
 * @param maxNorm greatest Euclidean length of the gradient of all parameters together; 0 for any
 */
public record GradientClipping(double maxNorm) {
    /** Any length is let pass, and none measured. */
    public static final GradientClipping OFF = new GradientClipping(0);

    /** As torch.nn.utils.clip_grad_norm_ has it. */
    private static final double EPSILON = 1e-6;

    public GradientClipping {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("a greatest norm of " + maxNorm);
        }
    }

    /**
     * Shortens {@code gradients} in place.
     *
     * @return their length before; NaN if it was not measured
     * @throws TrainingException if it is not finite
     */
    double apply(Tensor gradients) {
        if (maxNorm == 0) {
            return Double.NaN;
        }
        double norm = gradients.norm().item_double();
        if (!Double.isFinite(norm)) {
            throw new TrainingException("the length of the gradient is " + norm);
        }
        if (norm > maxNorm) {
            gradients.mul_(new Scalar(maxNorm / (norm + EPSILON)));
        }
        return norm;
    }
}
