package org.i3d4j.config;

import org.i3d4j.text.YamlNamed;

/**
 * How the learning rate goes over the steps of training, after a linear warm-up from lr/W to lr. Here i is the step,
 * from 0, s the steps of an epoch and W = int(warmup_epochs * s).
 */
public enum LrScheduler implements YamlNamed {
    /** lr. */
    CONSTANT("constant"),
    /** Multiplied by lr_gamma whenever an epoch of lr_epochs begins. */
    EXPONENTIAL("exponential"),
    /** The same as EXPONENTIAL, by the name that other systems have for it. */
    MULTI_STEP("multi_step"),
    /** eta_min + (lr - eta_min) * (1 + cos(pi * floor(i / s) / t_max)) / 2, not shifted by the warm-up. */
    COSINE_ANNEALING("cosine_annealing"),
    /** COSINE_ANNEALING for two thirds of the steps, then a second cosine of max_epoch / 3 epochs from there. */
    COSINE_ANNEALING_V2("cosine_annealing_V2"),
    /** After the warm-up a cosine from lr to eta_min, step by step, which ends with max_epoch. */
    WARMUP_COSINE("warmup_cosine");

    private final String yamlName;

    LrScheduler(String yamlName) {
        this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
        return yamlName;
    }
}
