package org.i3d4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which videos make the batches of an epoch, and the randomness of each. */
final class EpochPlan {
    private final LoaderSettings settings;
    private final long epoch;
    /** Positions of the data set's samples in the order they are read. */
    private final int[] order;

    private EpochPlan(LoaderSettings settings, long epoch, int[] order) {
        this.settings = settings;
        this.epoch = epoch;
        this.order = order;
    }

    static EpochPlan of(LoaderSettings settings, int samples, long epoch) {
        int[] order = settings.shuffle()
                ? SampleRandom.shuffled(samples, settings.seed(), epoch)
                : IntStream.range(0, samples).toArray();
        return new EpochPlan(settings, epoch, order);
    }

    /** Batches of an epoch; at least 1 where there are samples, even if they don't fill it. */
    static int batches(LoaderSettings settings, int samples) {
        int full = samples / settings.batchSize();
        boolean partial = samples % settings.batchSize() != 0;
        return partial && (!settings.dropLast() || full == 0) ? full + 1 : full;
    }

    LoaderSettings settings() {
        return settings;
    }

    int batches() {
        return batches(settings, order.length);
    }

    /** The samples of a batch. */
    int[] samples(int batch) {
        int from = batch * settings.batchSize();
        return Arrays.copyOfRange(order, from, Math.min(from + settings.batchSize(), order.length));
    }

    RandomGenerator random(int sample) {
        return SampleRandom.of(settings.seed(), epoch, sample);
    }
}
