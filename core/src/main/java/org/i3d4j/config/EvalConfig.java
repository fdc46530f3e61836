package org.i3d4j.config;

import org.i3d4j.config.binding.Key;

/** Evaluation. */
public record EvalConfig(
        @Key(doc = "checkpoint to evaluate where the command line names none", absent = "''")
        String pretrainedModel) {}
