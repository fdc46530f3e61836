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
        return inTurn(List.of(work)).get(0);
    }

    /**
     * Runs all of {@code works} once, round after round: what makes the machine faster or slower for a while does so to all of
     * them. What one throws ends the measurement.
     */
    public List<Timing> inTurn(List<? extends Runnable> works) {
        for (int i = 0; i < warmUps; i++) {
            works.forEach(Runnable::run);
        }
        List<List<Double>> seconds =
                works.stream().<List<Double>>map(work -> new ArrayList<>(runs)).toList();
        for (int i = 0; i < runs; i++) {
            for (int w = 0; w < works.size(); w++) {
                long start = nanoClock.getAsLong();
                works.get(w).run();
                seconds.get(w).add((double) (nanoClock.getAsLong() - start) / NANOS_PER_SECOND);
            }
        }
        return seconds.stream().map(Timing::new).toList();
    }
}
