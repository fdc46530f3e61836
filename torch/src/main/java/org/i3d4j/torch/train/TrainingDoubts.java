package org.i3d4j.torch.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LearningRateConfig;
import org.i3d4j.config.LrScheduler;
import org.i3d4j.data.loading.ConfiguredSplit;
import org.i3d4j.error.Advice;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.train.optimizer.LrSchedule;
import org.i3d4j.torch.train.optimizer.StepPlan;

/** What a configuration may say, but seldom means. */
final class TrainingDoubts {
    /** A schedule that ends above this share of its highest rate has not come to what it is for. */
    private static final double SHARE_OF_NO_FALL = 0.9;

    private TrainingDoubts() {}

    /** Sentences that name the keys, to be told before the first step. */
    static List<String> of(I3dConfig config, ConfiguredSplit train, StepPlan plan) {
        List<String> doubts = new ArrayList<>();
        classes(config.model().numClasses(), train.dataset().classNames().size())
                .ifPresent(doubts::add);
        remainder(train, plan).ifPresent(doubts::add);
        schedule(config, plan).ifPresent(doubts::add);
        return doubts;
    }

    private static Optional<String> classes(int ofNetwork, int ofData) {
        return ofNetwork <= ofData
                ? Optional.empty()
                : Optional.of("model.num_classes is " + ofNetwork + ", but the training data has "
                        + Counted.of(ofData, "class") + "; set it to " + ofData + ", unless others are to come");
    }

    private static Optional<String> remainder(ConfiguredSplit train, StepPlan plan) {
        return !train.loading().dropLast() || plan.samplesPerEpoch() >= plan.samplesPerBatch()
                ? Optional.empty()
                : Optional.of("data_loader.train.dataset.drop_remainder is true, but the "
                        + Counted.of(plan.samplesPerEpoch(), "training video")
                        + (plan.samplesPerEpoch() == 1 ? " doesn't" : " don't") + " fill one batch of "
                        + plan.samplesPerBatch()
                        + ": they are kept, as the one batch of every epoch; lower batch_size");
    }

    private static Optional<String> schedule(I3dConfig config, StepPlan plan) {
        LearningRateConfig rate = config.learningRate();
        int epochs = config.train().epochs();
        LrSchedule schedule = new LrSchedule(rate, plan.stepsPerEpoch());
        double end = schedule.at((long) epochs * plan.stepsPerEpoch() - 1);
        double highest = end;
        for (long epoch = 0; epoch < epochs; epoch++) {
            highest = Math.max(highest, schedule.at(epoch * plan.stepsPerEpoch()));
        }
        boolean falls = end <= SHARE_OF_NO_FALL * highest;
        return rate.lrScheduler() == LrScheduler.CONSTANT || epochs == 1 || falls
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the learning rate never falls: '%s' ends at %.3g, its highest is %.3g. train.epochs is %d,"
                                + " learning_rate has max_epoch %d, t_max %d, lr_epochs %s, warmup_epochs %s; "
                                + Advice.SEE_SCHEDULE,
                        rate.lrScheduler().yamlName(),
                        end,
                        highest,
                        epochs,
                        rate.maxEpoch(),
                        rate.tMax(),
                        rate.lrEpochs(),
                        rate.warmupEpochs()));
    }
}
