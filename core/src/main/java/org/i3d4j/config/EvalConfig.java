package org.i3d4j.config;

import org.i3d4j.metrics.Averaging;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Evaluation. */
public record EvalConfig(
        @Key(doc = "checkpoint to evaluate where the command line names none", absent = "''", place = true)
        String pretrainedModel,

        @Key(
                doc = "how the views of a video become one: by the mean of their logits, or of their softmax"
                        + " probabilities (sigmoid where a video can have several classes)",
                absent = "logits")
        Averaging average) {
    public EvalConfig {
        KeyRules.require(EvalConfig.class, pretrainedModel, average);
    }
}
