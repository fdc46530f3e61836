package org.i3d4j.data.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.DatasetException;
import org.jspecify.annotations.Nullable;

/** One pass over a data set while workers read ahead. For one receiver thread, which closes it. */
public final class Epoch implements AutoCloseable {
    private final VideoDataset dataset;
    private final EpochPlan plan;
    private final BatchQueue queue;
    private final EpochWorkers workers;
    private final List<SkippedVideo> broken = new ArrayList<>();
    private long videosRead;

    /** An epoch whose workers are started. */
    Epoch(VideoDataset dataset, EpochPlan plan, BatchQueue queue, EpochWorkers workers) {
        this.dataset = dataset;
        this.plan = plan;
        this.queue = queue;
        this.workers = workers;
    }

    /**
     * Waits for the next batch. A video that takes longer than {@link LoaderSettings#readTimeoutSeconds} is left out.
     *
     * @return the batch, which the caller closes; null after the last
     * @throws org.i3d4j.error.ShapeException if clips of a batch differ in shape
     * @throws DatasetException if more than {@link LoaderSettings#maxSkipped} of the data set is missing or turned out
     *     broken so far, or, at the end, not one video of the epoch could be read, unless other processes read some, or
     *     too many reads hang
     * @throws IllegalStateException if a worker failed unexpectedly, with the cause
     * @throws CancellationException if the thread was interrupted
     */
    public @Nullable LabelledBatch next() {
        try {
            LabelledBatch batch = queue.next(workers::giveUpHanging);
            if (batch == null) {
                checkSomethingRead();
            } else {
                count(batch);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a batch");
        }
    }

    private void count(LabelledBatch batch) {
        videosRead += batch.videos();
        if (batch.skipped().isEmpty()) {
            return;
        }
        broken.addAll(batch.skipped());
        try {
            SkipLimit.check(plan.settings().maxSkipped(), dataset, broken);
        } catch (DatasetException e) {
            batch.close();
            throw e;
        }
    }

    private void checkSomethingRead() {
        if (videosRead == 0 && !broken.isEmpty() && !plan.isShared()) {
            SkippedVideo first = broken.get(0);
            throw new DatasetException(
                    "not one video of the epoch could be read; the first, " + first.file() + ": " + first.reason());
        }
    }

    /** Videos of the batches received so far that could not be read; a copy. */
    public List<SkippedVideo> skipped() {
        return List.copyOf(broken);
    }

    /**
     * Stops the workers and gives back what was not delivered. Waits for the videos they are reading, a few seconds at
     * most: a worker that hangs is left behind.
     */
    @Override
    public void close() {
        queue.close();
        workers.close();
        queue.release();
    }
}
