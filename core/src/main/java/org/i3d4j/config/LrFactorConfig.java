package org.i3d4j.config;

import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The learning rate of some layers. */
public record LrFactorConfig(
        @Key(doc = "tensors or layers, as train.freeze names them")
        String pattern,

        @Key(doc = "factor of the learning rate", min = 0) double factor) {
    public LrFactorConfig {
        KeyRules.require(LrFactorConfig.class, pattern, factor);
    }
}
