package org.i3d4j.data.loading;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.i3d4j.data.SampleRandom;

/** Which videos make the batches of an epoch, and the randomness of each. */
final class EpochPlan {
    private final LoaderSettings settings;
    private final Sharding sharding;
    private final long epoch;
    /** Positions of the data set's samples in the order they are read. */
    private final int[] order;
    /** Of {@link #order}, where the first batch begins. */
    private final int first;

    private EpochPlan(LoaderSettings settings, Sharding sharding, long epoch, int[] order, int first) {
        this.settings = settings;
        this.sharding = sharding;
        this.epoch = epoch;
        this.order = order;
        this.first = first;
    }

    /** Whether other processes read a part of the epoch. */
    boolean isShared() {
        return sharding.worldSize() > 1;
    }

    /**
     * A plan for the epoch from its sample {@code firstSample} on.
     *
     * @param firstSample where to begin in the epoch's order, from 0; 0 where processes take whole batches in turn
     */
    static EpochPlan of(LoaderSettings settings, Sharding sharding, int samples, long epoch, int firstSample) {
        int[] order = settings.shuffle()
                ? SampleRandom.shuffled(samples, settings.seed(), epoch)
                : IntStream.range(0, samples).toArray();
        int[] used = Arrays.copyOf(order, samplesPerEpoch(settings, sharding, samples));
        return sharding.wholeBatches()
                ? new EpochPlan(settings, sharding, epoch, turns(used, settings.batchSize(), sharding), 0)
                : new EpochPlan(settings, sharding, epoch, used, firstSample);
    }

    private static int[] turns(int[] order, int batchSize, Sharding sharding) {
        return IntStream.range(0, order.length)
                .filter(position -> position / batchSize % sharding.worldSize() == sharding.rank())
                .map(position -> order[position])
                .toArray();
    }

    /** Samples that all processes together go through in an epoch. */
    static int samplesPerEpoch(LoaderSettings settings, Sharding sharding, int samples) {
        int batch = sharding.samplesPerBatch(settings.batchSize());
        // One batch there always is, even if it is not full.
        return settings.dropLast() && samples >= batch ? samples / batch * batch : samples;
    }

    LoaderSettings settings() {
        return settings;
    }

    /** The number of the first batch: those before it would hold the samples left out at the beginning. */
    int firstBatch() {
        return first / samplesPerBatch();
    }

    /** One more than the number of the last batch. */
    int endBatch() {
        return firstBatch() + (order.length - first + samplesPerBatch() - 1) / samplesPerBatch();
    }

    /** The samples of a batch that are this process's. */
    int[] samples(int batch) {
        int from = first + (batch - firstBatch()) * samplesPerBatch();
        int count = Math.min(samplesPerBatch(), order.length - from);
        if (sharding.wholeBatches()) {
            return Arrays.copyOfRange(order, from, from + count);
        }
        return Arrays.copyOfRange(
                order, from + share(count, sharding.rank()), from + share(count, sharding.rank() + 1));
    }

    private int share(int count, int ranks) {
        return (int) ((long) count * ranks / sharding.worldSize());
    }

    private int samplesPerBatch() {
        return sharding.samplesPerBatch(settings.batchSize());
    }

    RandomGenerator random(int sample) {
        return SampleRandom.of(settings.seed(), epoch, sample);
    }
}
