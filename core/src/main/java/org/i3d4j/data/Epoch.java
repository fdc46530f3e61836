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
    private final List<VideoSample> samples;
    private final EpochPlan plan;
    private final BatchQueue queue;
    private final Supplier<SampleReader> readers;
    private final List<Thread> workers = new ArrayList<>();
    private final List<SkippedVideo> firstSkipped = new ArrayList<>();
    private long videosRead;

    private Epoch(List<VideoSample> samples, EpochPlan plan, BatchQueue queue, Supplier<SampleReader> readers) {
        this.samples = samples;
        this.plan = plan;
        this.queue = queue;
        this.readers = readers;
    }

    /** Starts the workers. */
    static Epoch start(List<VideoSample> samples, EpochPlan plan, BatchQueue queue, Supplier<SampleReader> readers) {
        Epoch epoch = new Epoch(samples, plan, queue, readers);
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
     * @throws DatasetException at the end, if not one video of the epoch could be read
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
        if (firstSkipped.isEmpty()) {
            firstSkipped.addAll(batch.skipped());
        }
    }

    private void checkSomethingRead() {
        if (videosRead == 0 && !firstSkipped.isEmpty()) {
            SkippedVideo first = firstSkipped.get(0);
            throw new DatasetException(
                    "not one video of the epoch could be read; the first, " + first.file() + ": " + first.reason());
        }
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
        Path file = samples.get(sample).file();
        try {
            reader.read(file, plan.random(sample), batch, task.position());
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(file + ": " + e, e);
        }
        if (batch.finishOne()) {
            queue.put(batch, batch.finish(samples));
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
