package org.i3d4j.config;

import org.i3d4j.error.ConfigException;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The loss. */
public record LossConfig(
        @Key(
                doc =
                        "cross-entropy of the softmax of the logits; for videos of several classes, of each one's sigmoid",
                absent = "SoftmaxCrossEntropyWithLogits")
        Type type,

        @Key(doc = "whether labels are class numbers; without effect, here they always are", absent = "true")
        boolean sparse,

        @Key(
                doc = "how the losses of a batch become one",
                absent = "mean",
                choices = {"mean"})
        String reduction,

        @Key(doc = "share of the label that is spread evenly over all classes", absent = "0.0", min = 0, below = 1)
        double labelSmoothing) {

    /** What the logits are taken for, by the reference's names. */
    public enum Type implements YamlNamed {
        /** One class a video. */
        SOFTMAX("SoftmaxCrossEntropyWithLogits"),
        /** Any number of classes a video. */
        SIGMOID("SigmoidCrossEntropyWithLogits");

        private final String yamlName;

        Type(String yamlName) {
            this.yamlName = yamlName;
        }

        @Override
        public String yamlName() {
            return yamlName;
        }
    }

    /** Whether videos may have any number of classes. */
    public boolean isMultiLabel() {
        return type == Type.SIGMOID;
    }

    public LossConfig {
        KeyRules.require(LossConfig.class, type, sparse, reduction, labelSmoothing);
        if (type == Type.SIGMOID && labelSmoothing > 0) {
            throw new ConfigException("'label_smoothing' spreads one label over the classes; " + type.yamlName()
                    + " has a yes or no for each class, so leave it at 0");
        }
    }
}
