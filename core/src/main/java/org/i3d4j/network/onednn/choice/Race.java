package org.i3d4j.network.onednn.choice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Times what can be done in several ways: in turn, for virtual machines are slower for a while, and as often as it takes to see which
 * is the fastest.
 */
final class Race {
    private static final int MOST_ROUNDS = 5;

    /** One that takes as much more than the fastest is out of the race. */
    private static final double HOPELESS = 1.25;

    private static final double NANOS = 1e6;

    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    Race(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The shortest time of each in milliseconds, in the order of {@code runs}. */
    <W> Map<W, Double> milliseconds(Map<W, Runnable> runs) {
        // Memory is given by the system, and kernels come into the caches, when they are used first.
        runs.values().forEach(Runnable::run);
        Map<W, Double> shortest = new LinkedHashMap<>();
        Map<W, Runnable> running = new LinkedHashMap<>(runs);
        for (int round = 0; round < MOST_ROUNDS && (round == 0 || running.size() > 1); round++) {
            running.forEach((way, run) -> shortest.merge(way, time(run), Math::min));
            double most = HOPELESS * Collections.min(shortest.values());
            shortest.forEach((way, time) -> {
                if (time > most) {
                    running.remove(way);
                }
            });
        }
        return shortest;
    }

    private double time(Runnable run) {
        long begin = nanoTime.getAsLong();
        run.run();
        return (nanoTime.getAsLong() - begin) / NANOS;
    }
}
