package org.i3d4j.config;

import org.i3d4j.text.YamlNamed;

/** The rule that turns gradients into changes of the weights. */
public enum OptimizerType implements YamlNamed {
    /** Stochastic gradient descent with momentum; weight decay is added to the gradient. */
    SGD("SGD"),
    /** Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101). */
    ADAMW("AdamW");

    private final String yamlName;

    OptimizerType(String yamlName) {
        this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
        return yamlName;
    }
}
