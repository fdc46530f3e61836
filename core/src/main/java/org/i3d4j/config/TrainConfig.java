package org.i3d4j.config;

import java.util.List;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The course of training. */
public record TrainConfig(
        @Key(doc = "whether training starts from pretrained_model", absent = "false")
        boolean preTrained,

        @Key(doc = "checkpoint to start from; used if pre_trained is true", absent = "''", place = true)
        String pretrainedModel,

        @Key(
                doc = "patterns (* any text, ? one character) of tensors or layers that pretrained_model may lack; they"
                        + " start from random weights, as a head of another number of classes always does",
                absent = "[]")
        List<String> mayLack,

        @Key(doc = "folder for checkpoints and logs", absent = "./output/", place = true)
        String ckptPath,

        @Key(doc = "passes over the training split", min = 1)
        int epochs,

        @Key(doc = "a checkpoint each so many epochs; 0: not by epochs", absent = "1", min = 0)
        int saveCheckpointEpochs,

        @Key(doc = "a checkpoint each so many steps; 0: not by steps", absent = "0", min = 0)
        int saveCheckpointSteps,

        @Key(
                doc =
                        "a checkpoint at the end of the first step that is so many minutes after the last one; 0: not by time",
                absent = "0.0",
                min = 0)
        double saveCheckpointMinutes,

        @Key(doc = "checkpoints kept; older ones are deleted, the best one never", absent = "10", min = 1)
        int keepCheckpointMax,

        @Key(
                doc =
                        "whether several processes train together; without effect: as many do as were started, see i3d launch",
                absent = "false")
        boolean runDistribute,

        @Key(doc = "seed of all that is random", absent = "1")
        long seed,

        @Key(doc = "arithmetic: fp32, or bf16 with weights and sums in fp32", absent = "fp32")
        Arithmetic precision,

        @Key(
                doc =
                        "whether oneDNN computes what batch norms, stride-1 poolings and concatenations put out once more for"
                                + " the backward pass, instead of keeping it: the same digits in less memory",
                absent = "false")
        boolean recompute,

        @Key(doc = "validation each so many epochs; 0: never", absent = "1", min = 0)
        int valEpochs,

        @Key(
                doc = "training batches, over all processes, on which the running statistics of batch norm are measured"
                        + " anew before each validation; 0: they are the moving averages of training",
                absent = "0",
                min = 0)
        int preciseBatchNorm,

        @Key(
                doc = "mixup: both parameters of the Beta distribution of the share with which two clips are added;"
                        + " 0: no mixup",
                absent = "0",
                min = 0)
        double mixupAlpha,

        @Key(
                doc = "cutmix: likewise for the share of the frame that stays when two clips exchange a box; 0: no"
                        + " cutmix. With mixup_alpha too, each batch takes one of them, equally likely",
                absent = "0",
                min = 0)
        double cutmixAlpha,

        @Key(doc = "probability of a batch being mixed, where an alpha is set", absent = "1", min = 0, max = 1)
        double mixProb,

        @Key(
                doc = "batches that make one update; steps, schedules and save_checkpoint_steps count updates",
                absent = "1",
                min = 1)
        int accumulateSteps,

        @Key(
                doc = "decay of the moving average of weights that validation and best.safetensors use; 0: none",
                absent = "0.0",
                min = 0,
                below = 1)
        double emaDecay,

        @Key(
                doc = "patterns (* any text, ? one character) of tensors or layers that stay as they are, as Conv3d_*",
                absent = "[]")
        List<String> freeze,

        @Key(
                doc = "true: batch norm uses its running statistics and leaves them as they are; all: its scales and"
                        + " shifts stay too",
                absent = "'false'")
        BatchNormFreezing freezeBatchNorm,

        @Key(doc = "training ends after so many validations without a better one; 0: never", absent = "0", min = 0)
        int earlyStopEpochs) {

    /** Arithmetic of training. */
    public enum Arithmetic implements YamlNamed {
        /** float32. */
        FP32,
        /** bfloat16 factors; weights and sums in float32. */
        BF16
    }

    /** What of batch norm stays as it is. */
    public enum BatchNormFreezing implements YamlNamed {
        /** Nothing. */
        NONE("false"),
        /** The running statistics, which are used too. */
        STATISTICS("true"),
        /** Scales and shifts too. */
        ALL("all");

        private final String yamlName;

        BatchNormFreezing(String yamlName) {
            this.yamlName = yamlName;
        }

        @Override
        public String yamlName() {
            return yamlName;
        }
    }

    public TrainConfig {
        mayLack = List.copyOf(mayLack);
        freeze = List.copyOf(freeze);
        KeyRules.require(
                TrainConfig.class,
                preTrained,
                pretrainedModel,
                mayLack,
                ckptPath,
                epochs,
                saveCheckpointEpochs,
                saveCheckpointSteps,
                saveCheckpointMinutes,
                keepCheckpointMax,
                runDistribute,
                seed,
                precision,
                recompute,
                valEpochs,
                preciseBatchNorm,
                mixupAlpha,
                cutmixAlpha,
                mixProb,
                accumulateSteps,
                emaDecay,
                freeze,
                freezeBatchNorm,
                earlyStopEpochs);
    }
}
