package org.i3d4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.i3d4j.data.BatchQueue.Task;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.I3dException;
import org.jspecify.annotations.Nullable;

/** One pass over a data set while workers read ahead. For one receiver thread, which closes it. */
public final class Epoch implements AutoCloseable {
    private final VideoDataset dataset;
    private final EpochPlan plan;
    private final BatchQueue queue;
    private final Supplier<SampleReader> readers;
    private final List<Thread> workers = new ArrayList<>();
    private final List<SkippedVideo> broken = new ArrayList<>();
    private long videosRead;

    private Epoch(VideoDataset dataset, EpochPlan plan, BatchQueue queue, Supplier<SampleReader> readers) {
        this.dataset = dataset;
        this.plan = plan;
        this.queue = queue;
        this.readers = readers;
    }

    /** Starts the workers. */
    static Epoch start(VideoDataset dataset, EpochPlan plan, BatchQueue queue, Supplier<SampleReader> readers) {
        Epoch epoch = new Epoch(dataset, plan, queue, readers);
        for (int worker = 1; worker <= plan.settings().workers(); worker++) {
            Thread thread = new Thread(epoch::work, "clip-loader-" + worker);
            thread.setDaemon(true);
            thread.start();
            epoch.workers.add(thread);
        }
        return epoch;
    }

    /**
     * Waits for the next batch.
     *
     * @return the batch, which the caller closes; null after the last
     * @throws org.i3d4j.error.ShapeException if clips of a batch differ in shape
     * @throws DatasetException if more than {@link LoaderSettings#maxSkipped} of the data set is missing or turned out
     *     broken so far, or, at the end, not one video of the epoch could be read, unless other processes read some
     * @throws IllegalStateException if a worker failed unexpectedly, with the cause
     * @throws CancellationException if the thread was interrupted
     */
    public @Nullable LabelledBatch next() {
        try {
            LabelledBatch batch = queue.next();
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

    private void work() {
        try (SampleReader reader = readers.get()) {
            for (Task task = queue.take(); task != null; task = queue.take()) {
                carryOut(task, reader);
            }
        } catch (Throwable e) { // OutOfMemoryError too: the receiver must not wait for a worker that is gone
            queue.fail(e);
        }
    }

    private void carryOut(Task task, SampleReader reader) {
        BatchAssembly batch = task.batch();
        int sample = batch.sampleIndex(task.position());
        Path file = dataset.samples().get(sample).file();
        try {
            reader.read(file, plan.random(sample), batch, task.position());
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(file + ": " + e, e);
        }
        if (batch.finishOne()) {
            queue.put(batch, batch.finish(dataset.samples()));
        }
    }

    /** Stops the workers, waiting for the videos they are reading, and gives back what was not delivered. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        queue.release();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
