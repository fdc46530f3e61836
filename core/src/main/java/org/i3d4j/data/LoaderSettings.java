package org.i3d4j.data;

import org.i3d4j.error.ConfigException;

/**
 * How a loader makes batches.
 *
 * @param batchSize videos per batch
 * @param workers threads that read videos; never changes what a batch holds
 * @param shuffle whether every epoch has its own random order, else that of the data set
 * @param dropLast whether videos that don't fill a last batch are left out of the epoch
 * @param seed of the order, the frames sampled and the transforms
 */
public record LoaderSettings(int batchSize, int workers, boolean shuffle, boolean dropLast, long seed) {
    public LoaderSettings {
        if (batchSize < 1 || workers < 1) {
            throw new ConfigException(
                    "batch size and workers must be at least 1, found " + batchSize + " and " + workers);
        }
    }
}
