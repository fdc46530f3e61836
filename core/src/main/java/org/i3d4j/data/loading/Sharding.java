package org.i3d4j.data.loading;

/**
 * Which part of every epoch is this process's, when several go through a data set together.
 *
 * @param rank of this process, from 0
 * @param worldSize number of processes
 * @param wholeBatches whether processes take whole batches in turn, else a part of each; a batch taken in turn holds what
 *     it would hold if there was one process
 */
public record Sharding(int rank, int worldSize, boolean wholeBatches) {
    /** One process does it all. */
    public static final Sharding NONE = new Sharding(0, 1, false);

    public Sharding {
        if (worldSize < 1 || rank < 0 || rank >= worldSize) {
            throw new IllegalArgumentException("rank " + rank + " of " + worldSize + " processes");
        }
    }

    /**
     * A part of each batch, for training: a batch then has {@code worldSize} times the batch size. The last of an epoch,
     * if it is smaller, is spread as evenly as can be; a process may have no sample of it.
     */
    public static Sharding withinBatches(int rank, int worldSize) {
        return new Sharding(rank, worldSize, false);
    }

    /** Whole batches in turn, for measuring. */
    public static Sharding byBatches(int rank, int worldSize) {
        return new Sharding(rank, worldSize, true);
    }

    /** Samples of one batch in all processes. */
    int samplesPerBatch(int batchSize) {
        return wholeBatches ? batchSize : Math.multiplyExact(batchSize, worldSize);
    }
}
