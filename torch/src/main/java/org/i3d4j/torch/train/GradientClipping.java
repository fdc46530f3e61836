package org.i3d4j.torch.train;

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

    boolean isOn() {
        return maxNorm > 0;
    }

    /**
     * The length of {@code gradients}.
     *
     * @throws TrainingException if it is not finite
     */
    static double norm(Tensor gradients) {
        double norm = gradients.norm().item_double();
        if (!Double.isFinite(norm)) {
            throw new TrainingException("the length of the gradient is " + norm);
        }
        return norm;
    }

    /** What gradients of length {@code norm} are to be multiplied by, at most 1. */
    double factor(double norm) {
        return norm > maxNorm ? maxNorm / (norm + EPSILON) : 1;
    }
}
