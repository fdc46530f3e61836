package org.i3d4j.torch.train.optimizer;

import org.i3d4j.config.LearningRateConfig;

/**
 * The learning rate of every step, counted from 0. The first {@code warmup_epochs} rise linearly to {@code lr}; after the
 * last scheduled step the last value holds.
 *
 * @param config the schedule and its numbers
 * @param stepsPerEpoch updates in one epoch
 */
public record LrSchedule(LearningRateConfig config, int stepsPerEpoch) {
    public LrSchedule {
        if (stepsPerEpoch < 1) {
            throw new IllegalArgumentException("an epoch has " + stepsPerEpoch + " steps; it has to have at least 1");
        }
    }

    /** The learning rate of step {@code step}. */
    public double at(long step) {
        long scheduled = Math.min(step, totalSteps() - 1);
        if (scheduled < warmupSteps()) {
            return config.lr() * (scheduled + 1) / warmupSteps();
        }
        return switch (config.lrScheduler()) {
            case CONSTANT -> config.lr();
            case EXPONENTIAL, MULTI_STEP -> config.lr() * Math.pow(config.lrGamma(), milestonesUpTo(scheduled));
            case COSINE_ANNEALING -> cosine(config.lr(), epochOf(scheduled), config.tMax());
            case COSINE_ANNEALING_V2 -> cosineInTwoPhases(scheduled);
            case WARMUP_COSINE ->
                cosine(config.lr(), scheduled - warmupSteps(), Math.max(1, totalSteps() - warmupSteps()));
        };
    }

    private long totalSteps() {
        return Math.max(1, (long) config.maxEpoch() * stepsPerEpoch);
    }

    private long warmupSteps() {
        return (long) (config.warmupEpochs() * stepsPerEpoch);
    }

    private long epochOf(long step) {
        return step / stepsPerEpoch;
    }

    private int milestonesUpTo(long step) {
        return (int) config.lrEpochs().stream()
                .mapToLong(epoch -> (long) epoch * stepsPerEpoch)
                .filter(milestone -> milestone >= warmupSteps() && milestone <= step)
                .count();
    }

    /** For two thirds of the steps as cosine_annealing; then from the value reached, over a third of max_epoch. */
    private double cosineInTwoPhases(long step) {
        double boundary = totalSteps() * (2.0 / 3);
        if (step < boundary) {
            return cosine(config.lr(), epochOf(step), config.tMax());
        }
        long last = Math.max(0, (long) Math.ceil(boundary) - 1);
        double reached = at(last);
        return cosine(reached, epochOf(step) - epochOf(last), Math.max(1, config.maxEpoch() / 3));
    }

    private double cosine(double from, long position, long length) {
        double eta = config.etaMin();
        return eta + (from - eta) * (1 + Math.cos(Math.PI * position / length)) / 2;
    }
}
