package org.i3d4j.data.loading;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.i3d4j.error.I3dException;
import org.jspecify.annotations.Nullable;

/**
 * Between workers and the receiver of an epoch: hands out videos in order, at most a few batches ahead of the receiver,
 * and finished batches in order. Thread-safe.
 */
final class BatchQueue {
    private static final long WATCH_MILLIS = 100;

    private final EpochPlan plan;
    private final int batchesAhead;
    private final int clipsPerVideo;
    private final BatchBuffers buffers;
    private final Set<BatchAssembly> unfinished = new HashSet<>();
    private final Map<Integer, LabelledBatch> finished = new HashMap<>();
    private @Nullable BatchAssembly filling;
    private int nextPosition;
    private int nextToFill;
    private int nextToDeliver;
    private boolean closed;
    private @Nullable Throwable failure;

    BatchQueue(EpochPlan plan, int batchesAhead, int clipsPerVideo, BatchBuffers buffers) {
        this.plan = plan;
        this.nextToFill = plan.firstBatch();
        this.nextToDeliver = plan.firstBatch();
        this.batchesAhead = batchesAhead;
        this.clipsPerVideo = clipsPerVideo;
        this.buffers = buffers;
    }

    /** A video to read: its place in a batch. */
    record Task(BatchAssembly batch, int position) {}

    /** The next video to read, once there is room; null when there is nothing left to do. */
    synchronized @Nullable Task take() throws InterruptedException {
        while (!stopped()
                && filling == null
                && nextToFill < plan.endBatch()
                && nextToFill >= nextToDeliver + batchesAhead) {
            wait();
        }
        if (stopped() || (filling == null && nextToFill == plan.endBatch())) {
            return null;
        }
        BatchAssembly batch = filling == null ? begin() : filling;
        if (batch.videos() == 0) {
            // Only the last batch of an epoch may be too small to have a video for every process.
            put(batch, batch.finish(List.of()));
            return null;
        }
        Task task = new Task(batch, nextPosition);
        nextPosition++;
        filling = nextPosition == batch.videos() ? null : batch;
        return task;
    }

    private BatchAssembly begin() {
        BatchAssembly batch = new BatchAssembly(nextToFill, plan.samples(nextToFill), clipsPerVideo, buffers);
        unfinished.add(batch);
        nextToFill++;
        nextPosition = 0;
        return batch;
    }

    private boolean stopped() {
        return closed || failure != null;
    }

    /** Puts in a finished batch. */
    synchronized void put(BatchAssembly assembly, LabelledBatch batch) {
        unfinished.remove(assembly);
        finished.put(batch.index(), batch);
        notifyAll();
    }

    /** Ends the epoch for workers and receiver; the first failure counts. */
    synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        notifyAll();
    }

    /**
     * The next batch in order, once it is finished; null after the last.
     *
     * @param watch called now and every moment of waiting
     * @throws IllegalStateException as soon as a worker failed, whatever is finished already; an I3dException as it is
     */
    synchronized @Nullable LabelledBatch next(Runnable watch) throws InterruptedException {
        watch.run();
        while (!stopped() && nextToDeliver < plan.endBatch() && !finished.containsKey(nextToDeliver)) {
            wait(WATCH_MILLIS);
            watch.run();
        }
        if (failure instanceof I3dException understood) {
            throw understood;
        }
        if (failure != null) {
            throw new IllegalStateException("a clip loader worker failed: " + failure.getMessage(), failure);
        }
        if (closed) {
            throw new IllegalStateException("the epoch is closed");
        }
        LabelledBatch batch = finished.remove(nextToDeliver);
        if (batch != null) {
            nextToDeliver++;
            notifyAll();
        }
        return batch;
    }

    /** Nothing is handed out from now on; workers end after the video they are reading. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Gives back the memory of what was not delivered, once closed and no worker touches it. */
    synchronized void release() {
        unfinished.forEach(BatchAssembly::discard);
        unfinished.clear();
        finished.values().forEach(LabelledBatch::close);
        finished.clear();
    }
}
