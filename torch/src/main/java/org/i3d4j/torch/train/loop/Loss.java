package org.i3d4j.torch.train.loop;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.i3d4j.config.LossConfig;

/** How far logits are from their targets; the mean over the clips. */
public sealed interface Loss {

    /**
     * The loss as a scalar that gradients go back from.
     *
     * @param logits N x C
     * @param targets N class numbers, or N x C shares
     */
    Tensor of(Tensor logits, Tensor targets);

    /** The loss that the configuration names. */
    static Loss of(LossConfig config) {
        return config.isMultiLabel() ? new SigmoidCrossEntropy() : new SoftmaxCrossEntropy(config.labelSmoothing());
    }

    /**
     * Cross-entropy of the softmax.
     *
     * @param labelSmoothing share e of the target that is spread over all C classes: {@code (1 - e) target + e / C}
     *     (Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016)
     */
    record SoftmaxCrossEntropy(double labelSmoothing) implements Loss {
        private static final long MEAN = 1;
        private static final long IGNORE_NO_CLASS = -100;

        @Override
        public Tensor of(Tensor logits, Tensor targets) {
            return torch.cross_entropy_loss(
                    logits, targets, new TensorOptional(), MEAN, IGNORE_NO_CLASS, labelSmoothing);
        }
    }

    /** Cross-entropy of each class's sigmoid, the mean over the classes too; for any number of classes a clip. */
    record SigmoidCrossEntropy() implements Loss {
        @Override
        public Tensor of(Tensor logits, Tensor targets) {
            return torch.binary_cross_entropy_with_logits(logits, targets);
        }
    }
}
