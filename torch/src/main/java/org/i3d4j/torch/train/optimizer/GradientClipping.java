package org.i3d4j.torch.train.optimizer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.i3d4j.error.TrainingException;

/**
 * Shortens gradients (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013).
 *
 * @param maxNorm greatest Euclidean length of the gradient of all parameters together; 0 for any
 */
public record GradientClipping(double maxNorm) {
    /** Any length is let pass, and none measured. */
    public static final GradientClipping OFF = new GradientClipping(0);

    private static final long PART_VALUES = 1024;
    /** As torch.nn.utils.clip_grad_norm_ has it. */
    private static final double EPSILON = 1e-6;

    public GradientClipping {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("a greatest norm of " + maxNorm);
        }
    }

    public boolean isOn() {
        return maxNorm > 0;
    }

    /**
     * The length of {@code gradients}, a vector. In float32 one sum of millions of squares would be too small by a thousandth:
     * each part is summed in float32, the parts in float64.
     *
     * @throws TrainingException if it is not finite
     */
    public static double norm(Tensor gradients) {
        long parts = gradients.numel() / PART_VALUES;
        long inParts = parts * PART_VALUES;
        double norm;
        try (PointerScope scope = new PointerScope()) {
            ScalarOptional euclidean = new ScalarOptional(new Scalar(2.0));
            Tensor ofParts = gradients
                    .narrow(0, 0, inParts)
                    .view(parts, PART_VALUES)
                    .norm(euclidean, new long[] {1}, false)
                    .norm(euclidean, ScalarType.Double);
            Tensor ofRest =
                    gradients.narrow(0, inParts, gradients.numel() - inParts).norm(euclidean, ScalarType.Double);
            norm = Math.hypot(ofParts.item_double(), ofRest.item_double());
        }
        if (!Double.isFinite(norm)) {
            throw new TrainingException("the length of the gradient is " + norm);
        }
        return norm;
    }

    /** What gradients of length {@code norm} are to be multiplied by, at most 1. */
    public double factor(double norm) {
        return norm > maxNorm ? maxNorm / (norm + EPSILON) : 1;
    }
}
