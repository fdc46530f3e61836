package org.i3d4j.config;

import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** Prediction, as the reference system's configs describe it. */
public record InferConfig(
        @Key(
                doc = "checkpoint to predict with; without effect here: the command line names it",
                absent = "''",
                place = true)
        String pretrainedModel,

        @Key(doc = "clips predicted together; without effect here: one video after the other", absent = "16", min = 1)
        int batchSize,

        @Key(doc = "what to predict; without effect here: the command line names it", absent = "''", place = true)
        String imagePath,

        @Key(doc = "whether pixels are scaled to [-1, 1]; without effect here: they always are", absent = "true")
        boolean normalize,

        @Key(doc = "folder for results; without effect here: they are printed", absent = "./infer_output", place = true)
        String outputDir) {
    public InferConfig {
        KeyRules.require(InferConfig.class, pretrainedModel, batchSize, imagePath, normalize, outputDir);
    }
}
