package org.i3d4j.config;

import org.i3d4j.config.binding.Key;
import org.i3d4j.config.binding.KeyRules;

/** The course of training. */
public record TrainConfig(
        @Key(doc = "whether training starts from pretrained_model", absent = "false")
        boolean preTrained,

        @Key(doc = "checkpoint to start from; used if pre_trained is true", absent = "''")
        String pretrainedModel,

        @Key(doc = "folder for checkpoints and logs", absent = "./output/")
        String ckptPath,

        @Key(doc = "passes over the training split", min = 1)
        int epochs,

        @Key(doc = "a checkpoint each so many epochs; 0: not by epochs", absent = "1", min = 0)
        int saveCheckpointEpochs,

        @Key(doc = "a checkpoint each so many steps; 0: not by steps", absent = "0", min = 0)
        int saveCheckpointSteps,

        @Key(doc = "checkpoints kept; older ones are deleted, the best one never", absent = "10", min = 1)
        int keepCheckpointMax,

        @Key(doc = "whether several processes train together; without effect here: one does", absent = "false")
        boolean runDistribute,

        @Key(doc = "seed of all that is random", absent = "1")
        long seed,

        @Key(
                doc = "arithmetic: fp32, or bf16 with weights and sums in fp32",
                absent = "fp32",
                choices = {"fp32", "bf16"})
        String precision,

        @Key(doc = "validation each so many epochs; 0: never", absent = "1", min = 0)
        int valEpochs) {
    public TrainConfig {
        KeyRules.require(
                TrainConfig.class,
                preTrained,
                pretrainedModel,
                ckptPath,
                epochs,
                saveCheckpointEpochs,
                saveCheckpointSteps,
                keepCheckpointMax,
                runDistribute,
                seed,
                precision,
                valEpochs);
    }
}
