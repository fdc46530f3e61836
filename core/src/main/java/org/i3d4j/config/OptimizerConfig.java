package org.i3d4j.config;

import java.util.List;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The optimizer. */
public record OptimizerConfig(
        @Key(doc = "update rule", absent = "SGD") OptimizerType type,

        @Key(doc = "SGD: share of the last update that goes on", absent = "0.0", min = 0, below = 1)
        double momentum,

        @Key(doc = "factor of the weights' decay", absent = "0.0", min = 0)
        double weightDecay,

        @Key(
                doc = "loss scale of the reference system; without effect here, gradients are exact",
                absent = "1.0",
                above = 0)
        double lossScale,

        @Key(doc = "SGD: Nesterov's momentum", absent = "false")
        boolean nesterov,

        @Key(doc = "AdamW: decay of the mean of gradients", absent = "0.9", min = 0, below = 1)
        double beta1,

        @Key(doc = "AdamW: decay of the mean of squared gradients", absent = "0.999", min = 0, below = 1)
        double beta2,

        @Key(doc = "AdamW: added to the root of the mean square", absent = "1e-8", above = 0)
        double eps,

        @Key(doc = "greatest length of the gradient; longer ones are shortened to it; 0: any", absent = "0.0", min = 0)
        double gradClipNorm,

        @Key(doc = "learning rates of layers, as factors of learning_rate; the last that fits counts", absent = "[]")
        List<LrFactorConfig> lrFactors,

        @Key(doc = "whether weight_decay takes batch norm and biases too, not the kernels alone", absent = "true")
        boolean decayNormAndBias) {
    public OptimizerConfig {
        lrFactors = List.copyOf(lrFactors);
        KeyRules.require(
                OptimizerConfig.class,
                type,
                momentum,
                weightDecay,
                lossScale,
                nesterov,
                beta1,
                beta2,
                eps,
                gradClipNorm,
                lrFactors,
                decayNormAndBias);
    }
}
