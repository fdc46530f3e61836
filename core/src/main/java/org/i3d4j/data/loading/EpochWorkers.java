package org.i3d4j.data.loading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.i3d4j.data.SkippedVideo;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.data.loading.BatchQueue.Task;
import org.i3d4j.error.DatasetException;
import org.i3d4j.error.I3dException;

/**
 * The threads that read an epoch's videos into its batches. A thread may hang inside native code, where nothing can
 * interrupt it: it is then left behind, and another takes its place. Started, watched and closed by the receiver's thread.
 */
final class EpochWorkers implements AutoCloseable {
    /** Enough for the reads of ordinary videos to end by themselves. */
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long JOIN_MILLIS = 50;

    private final VideoDataset dataset;
    private final EpochPlan plan;
    private final BatchQueue queue;
    private final Supplier<SampleReader> readers;
    private final ReadTimeLimit limit;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
    private int started;

    /**
     * Starts nothing yet.
     *
     * @param readers makes a reader for each thread
     */
    EpochWorkers(
            VideoDataset dataset,
            EpochPlan plan,
            BatchQueue queue,
            Supplier<SampleReader> readers,
            ReadTimeLimit limit) {
        this.dataset = dataset;
        this.plan = plan;
        this.queue = queue;
        this.readers = readers;
        this.limit = limit;
    }

    /** Starts as many threads as the settings say. */
    void start() {
        for (int worker = 0; worker < plan.settings().workers(); worker++) {
            startOne();
        }
    }

    private void startOne() {
        started++;
        Thread thread = new Thread(this::work, "clip-loader-" + started);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void work() {
        try (SampleReader reader = readers.get()) {
            Task task = queue.take();
            while (task != null && carryOut(task, reader)) {
                task = queue.take();
            }
        } catch (Throwable e) { // OutOfMemoryError too: the receiver must not wait for a worker that is gone
            queue.fail(e);
        }
    }

    /** False if the read was given up meanwhile: another thread has taken this one's place. */
    private boolean carryOut(Task task, SampleReader reader) {
        Reading reading = new Reading(task, Thread.currentThread(), limit.nowNanos());
        readings.add(reading);
        try {
            read(reading, reader);
        } catch (RuntimeException | Error e) {
            if (reading.claim()) {
                throw e;
            }
        } finally {
            readings.remove(reading);
        }
        if (!reading.claim()) {
            limit.returned();
            return false;
        }
        finishOne(task.batch());
        return true;
    }

    private void read(Reading reading, SampleReader reader) {
        int sample = reading.batch().sampleIndex(reading.position());
        Path file = dataset.samples().get(sample).file();
        try {
            reader.read(file, plan.random(sample), reading);
        } catch (I3dException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(file + ": " + e, e);
        }
    }

    private void finishOne(BatchAssembly batch) {
        if (batch.finishOne()) {
            queue.put(batch, batch.finish(dataset.samples()));
        }
    }

    /** Gives up the reads over the time limit: their batches go on without them. Ends the epoch if too many hang. */
    void giveUpHanging() {
        for (Reading reading : readings) {
            if (limit.exceededBy(reading) && reading.giveUp()) {
                leaveBehind(reading);
                BatchAssembly batch = reading.batch();
                Path file = dataset.samples()
                        .get(batch.sampleIndex(reading.position()))
                        .file();
                batch.skip(reading.position(), new SkippedVideo(file, limit.reason()));
                finishOne(batch);
                replace(file);
            }
        }
    }

    private void leaveBehind(Reading reading) {
        limit.left();
        threads.remove(reading.worker());
    }

    private void replace(Path hanging) {
        try {
            limit.requireFewHanging(hanging);
            startOne();
        } catch (DatasetException e) {
            queue.fail(e);
        }
    }

    /**
     * Waits for the videos being read, then leaves behind the threads that still read after a few seconds; none touches
     * a batch any more. The queue has to be closed.
     */
    @Override
    public void close() {
        long startNanos = limit.nowNanos();
        boolean interrupted = false;
        while (!threads.isEmpty()) {
            try {
                threads.get(0).join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            threads.removeIf(thread -> !thread.isAlive());
            if (limit.nowNanos() - startNanos > CLOSING_NANOS) {
                readings.stream().filter(Reading::giveUp).forEach(this::leaveBehind);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
