package org.i3d4j.config;

import java.util.List;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The learning rate over the steps of training; {@link LrScheduler} holds the formulas. */
public record LearningRateConfig(
        @Key(doc = "schedule after the warm-up", absent = "constant")
        LrScheduler lrScheduler,

        @Key(doc = "learning rate that the warm-up ends at and the schedule starts from", above = 0)
        double lr,

        @Key(doc = "epochs at whose start 'exponential' and 'multi_step' multiply, from 0", absent = "[]", min = 0)
        List<Integer> lrEpochs,

        @Key(doc = "factor of 'exponential' and 'multi_step'", absent = "0.1", above = 0, max = 1)
        double lrGamma,

        @Key(doc = "learning rate that the cosine schedules fall to", absent = "0.0", min = 0)
        double etaMin,

        @Key(
                doc = "epochs of half a cosine period in the cosine_annealing schedules",
                sameAs = {"learning_rate.max_epoch", "train.epochs"},
                min = 1)
        int tMax,

        @Key(doc = "epochs that the schedule spans; the last value holds beyond them", sameAs = "train.epochs", min = 1)
        int maxEpoch,

        @Key(doc = "epochs of linear warm-up, parts of one included", absent = "0.0", min = 0)
        double warmupEpochs) {
    /** The same schedule with all learning rates times {@code factor}. */
    public LearningRateConfig times(double factor) {
        return new LearningRateConfig(
                lrScheduler, lr * factor, lrEpochs, lrGamma, etaMin * factor, tMax, maxEpoch, warmupEpochs);
    }

    public LearningRateConfig {
        lrEpochs = List.copyOf(lrEpochs);
        KeyRules.require(
                LearningRateConfig.class, lrScheduler, lr, lrEpochs, lrGamma, etaMin, tMax, maxEpoch, warmupEpochs);
    }
}
