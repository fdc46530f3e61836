package org.i3d4j.config;

import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;

/** The loss. */
public record LossConfig(
        @Key(
                doc = "cross-entropy of the softmax of the logits",
                absent = "SoftmaxCrossEntropyWithLogits",
                choices = {"SoftmaxCrossEntropyWithLogits"})
        String type,

        @Key(doc = "whether labels are class numbers; without effect, here they always are", absent = "true")
        boolean sparse,

        @Key(
                doc = "how the losses of a batch become one",
                absent = "mean",
                choices = {"mean"})
        String reduction) {
    public LossConfig {
        KeyRules.require(LossConfig.class, type, sparse, reduction);
    }
}
