package org.i3d4j.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times work again and again, after runs that don't count: they fill caches, compile code and take memory. */
public final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int warmUps;
    private final int runs;
    private final LongSupplier nanoClock;

    /**
     * @param warmUps runs before the first that counts, at least 0
     * @param runs that count, at least 1
     */
    public Stopwatch(int warmUps, int runs) {
        this(warmUps, runs, System::nanoTime);
    }

    Stopwatch(int warmUps, int runs, LongSupplier nanoClock) {
        if (warmUps < 0 || runs < 1) {
            throw new IllegalArgumentException(warmUps + " runs to warm up and " + runs + " to count");
        }
        this.warmUps = warmUps;
        this.runs = runs;
        this.nanoClock = nanoClock;
    }

    public int warmUps() {
        return warmUps;
    }

    /** Runs {@code work}; what it throws ends the measurement. */
    public Timing time(Runnable work) {
        for (int i = 0; i < warmUps; i++) {
            work.run();
        }
        List<Double> seconds = new ArrayList<>(runs);
        for (int i = 0; i < runs; i++) {
            long start = nanoClock.getAsLong();
            work.run();
            seconds.add((double) (nanoClock.getAsLong() - start) / NANOS_PER_SECOND);
        }
        return new Timing(seconds);
    }
}
