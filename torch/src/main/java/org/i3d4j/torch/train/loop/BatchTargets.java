package org.i3d4j.torch.train.loop;

import org.i3d4j.data.SampleRandom;
import org.i3d4j.data.loading.LabelledBatch;
import org.i3d4j.data.mixing.BatchMix;

/**
 * What batches are to be taken for.
 *
 * @param classes of the network
 * @param multiLabel whether a video can have several
 * @param mix blends the clips of a batch with each other
 * @param seed of what is mixed how
 */
public record BatchTargets(int classes, boolean multiLabel, BatchMix mix, long seed) {

    /**
     * The targets of a batch, whose clips are mixed in place if that is on.
     *
     * @param epoch number of the epoch, from 0
     */
    Targets of(LabelledBatch batch, long epoch) {
        Targets targets = Targets.of(batch, classes, multiLabel);
        return mix.isOff()
                ? targets
                : targets.changed(shares ->
                        mix.apply(batch.clips(), shares, classes, SampleRandom.ofBatch(seed, epoch, batch.index())));
    }
}
