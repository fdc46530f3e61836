package org.i3d4j.config;

import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;

/** Prediction, as the reference system's configs describe it. */
public record InferConfig(
        @Key(doc = "checkpoint to predict with where the command line names none", absent = "''")
        String pretrainedModel,

        @Key(doc = "clips predicted together", absent = "16", min = 1)
        int batchSize,

        @Key(doc = "input where the command line names none", absent = "''")
        String imagePath,

        @Key(doc = "whether pixels are scaled to [-1, 1]", absent = "true")
        boolean normalize,

        @Key(doc = "folder for results", absent = "./infer_output")
        String outputDir) {
    public InferConfig {
        KeyRules.require(InferConfig.class, pretrainedModel, batchSize, imagePath, normalize, outputDir);
    }
}
