package org.i3d4j.bench.read;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.i3d4j.bench.measure.PeakMemory;
import org.i3d4j.bench.measure.Stopwatch;
import org.i3d4j.bench.measure.Timing;
import org.i3d4j.video.Clip;
import org.i3d4j.video.FrameRows;
import org.i3d4j.video.Interpolation;
import org.i3d4j.video.VideoLimits;
import org.i3d4j.video.reading.VideoReader;

/** Reads the clips of a plan as the loader does, uint8 planes of the rows that are cropped, and takes the time. */
public final class ReadBench {
    private final ReadPlan plan;
    private final int threads;
    private final VideoLimits limits;

    /** For {@code threads} threads, a clip to each. */
    public ReadBench(ReadPlan plan, int threads, VideoLimits limits) {
        this.plan = plan;
        this.threads = threads;
        this.limits = limits;
    }

    /**
     * Reads the whole plan {@code warmups} times, then {@code runs} times with a watch.
     *
     * @throws org.i3d4j.error.I3dException if a clip can't be read
     */
    public ReadTimes run(int warmups, int runs) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < warmups; i++) {
                readAll(workers);
            }
            // The warm-up's processor time is not to count.
            long cpuNanos = cpuNanos();
            Timing timing = new Stopwatch(0, runs).time(() -> readAll(workers));
            int clips = plan.reads().size();
            double cpuMillis = (cpuNanos() - cpuNanos) / 1e6 / runs / clips;
            return new ReadTimes(threads, clips, timing, cpuMillis, PeakMemory.bytes());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Processor time of all threads so far; 0 where the JVM does not tell. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private void readAll(ExecutorService workers) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            working.add(workers.submit(() -> readFrom(next)));
        }
        try {
            for (Future<?> worker : working) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void readFrom(AtomicInteger next) {
        try (Clip clip = Clip.allocatePlanar(ClipRead.FRAMES, ClipRead.CROP, ClipRead.RESIZED)) {
            for (int i = next.getAndIncrement(); i < plan.reads().size(); i = next.getAndIncrement()) {
                read(plan.reads().get(i), clip);
            }
        }
    }

    private void read(ClipRead read, Clip into) {
        try (VideoReader reader = VideoReader.open(read.file(), limits)) {
            // Columns are picked when the clip is written to the batch.
            FrameRows rows = new FrameRows(ClipRead.RESIZED, ClipRead.RESIZED, read.top(), Interpolation.BILINEAR);
            reader.readRows(read.frames(reader.frameCount()), rows, into);
        }
    }
}
