package org.i3d4j.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Randomness that depends on nothing but (seed, epoch, sample): neither the number of workers nor what was read before
 * changes it.
 */
public final class SampleRandom {
    /** No sample has this index: the epoch's own choices. */
    private static final long EPOCH_ITSELF = -1;

    /** Below it, counted down, are the choices of whole batches. */
    private static final long FIRST_BATCH = -2;

    private SampleRandom() {}

    /** The generator for one sample in one epoch. */
    public static RandomGenerator of(long seed, long epoch, long sampleIndex) {
        return new SplittableRandom(mix(mix(mix(seed) + epoch) + sampleIndex));
    }

    /** The generator for what happens to a whole batch of an epoch, such as mixup; batches count from 0. */
    public static RandomGenerator ofBatch(long seed, long epoch, long batchIndex) {
        return of(seed, epoch, FIRST_BATCH - batchIndex);
    }

    /** The numbers 0 to {@code count} - 1 in the random order of an epoch. */
    public static int[] shuffled(int count, long seed, long epoch) {
        RandomGenerator random = of(seed, epoch, EPOCH_ITSELF);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, mix variant 13 of Stafford), one step from {@code key}. */
    private static long mix(long key) {
        long z = key + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
