package org.i3d4j.network.onednn.choice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times what can be done in several ways: in turn, for virtual machines are slower for a while, and as often as it takes to see which
 * is the fastest. Runs during which others had the processor don't count.
 */
final class Race {
    /** That show that a way is hopeless. */
    private static final int LEAST_RUNS = 2;

    /** Of ways that are close. */
    private static final int CLOSE_RUNS = 3;

    private static final int MOST_ROUNDS = 8;

    /** Seconds of runs that do for a race of short ones. */
    private static final double LONG_ENOUGH = 0.1;

    /** Seconds after which most runs should have counted. */
    private static final double TOO_LONG = 0.75;

    /**
     * Of the time of a run, which this thread has to compute. It waits where others have a processor that was to help it, and has half
     * of the time or less; a little also where work can't be cut evenly.
     */
    private static final double UNDISTURBED = 0.75;

    /** One that takes as much more than the fastest is out of the race. */
    private static final double HOPELESS = 1.25;

    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;

    Race(Clock clock) {
        this.clock = clock;
    }

    /** What was found of a way. */
    private static final class Lane {
        private final Runnable run;
        private int counted;
        private double shortest = Double.POSITIVE_INFINITY;

        Lane(Runnable run) {
            this.run = run;
        }
    }

    /**
     * The shortest time of each in milliseconds, in the order of {@code runs}.
     *
     * @param runs at least one
     * @throws BusyMachineException if others have the processors most of the time
     */
    <W> Map<W, Double> milliseconds(Map<W, Runnable> runs) {
        Map<W, Lane> lanes = new LinkedHashMap<>();
        runs.forEach((way, run) -> lanes.put(way, new Lane(run)));
        Map<W, Lane> running = new LinkedHashMap<>(lanes);
        long begin = clock.wallNanos();
        for (int round = 0; !isDecided(running, round, begin); round++) {
            if (round == MOST_ROUNDS || (seconds(begin) > TOO_LONG && isDisturbed(lanes, round))) {
                throw new BusyMachineException();
            }
            running.values().forEach(this::time);
            double most = HOPELESS
                    * Collections.min(
                            lanes.values().stream().map(lane -> lane.shortest).toList());
            running.values().removeIf(lane -> lane.counted >= LEAST_RUNS && lane.shortest > most);
        }
        Map<W, Double> shortest = new LinkedHashMap<>();
        lanes.forEach((way, lane) -> shortest.put(way, lane.shortest / NANOS_PER_MILLISECOND));
        return shortest;
    }

    private <W> boolean isDecided(Map<W, Lane> running, int rounds, long begin) {
        int needed = running.size() == 1 ? LEAST_RUNS : CLOSE_RUNS;
        boolean timed = running.values().stream().allMatch(lane -> lane.counted >= needed);
        return timed && (running.size() == 1 || rounds == MOST_ROUNDS || seconds(begin) > LONG_ENOUGH);
    }

    private static <W> boolean isDisturbed(Map<W, Lane> lanes, int rounds) {
        return lanes.values().stream().mapToInt(lane -> lane.counted).max().orElse(0) < Math.min(rounds, LEAST_RUNS);
    }

    private double seconds(long begin) {
        return (clock.wallNanos() - begin) / NANOS_PER_SECOND;
    }

    private void time(Lane lane) {
        long wall = clock.wallNanos();
        long processor = clock.processorNanos();
        lane.run.run();
        double computed = clock.processorNanos() - processor;
        double taken = clock.wallNanos() - wall;
        if (computed >= UNDISTURBED * taken) {
            lane.counted++;
            lane.shortest = Math.min(lane.shortest, taken);
        }
    }
}
