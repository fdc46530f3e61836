package org.i3d4j.network.onednn.choice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.i3d4j.metrics.Median;

/**
 * Times what can be done in several ways: in turn, for virtual machines are slower for a while, each beside the first in the same round,
 * and as often as it takes to see which is the fastest. Runs during which others had the processor don't count.
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
        /** Its times by those of the first way in the same rounds. */
        private final List<Double> ratios = new ArrayList<>();

        Lane(Runnable run) {
            this.run = run;
        }

        /** The median, which one round in which the machine became faster or slower doesn't move. */
        double ratio() {
            return ratios.isEmpty() ? Double.POSITIVE_INFINITY : Median.of(ratios);
        }

        double worst() {
            return ratios.isEmpty() ? Double.POSITIVE_INFINITY : Collections.max(ratios);
        }

        /** Whether it was much slower in its best round than another in its worst. */
        boolean isHopeless(double leastWorst) {
            return ratios.size() >= LEAST_RUNS && Collections.min(ratios) > HOPELESS * leastWorst;
        }
    }

    /**
     * What each takes in milliseconds, in the order of {@code runs}: the first, its shortest time; others, that by how much longer they
     * took in the same rounds.
     *
     * @param runs at least one
     * @throws BusyMachineException if others have the processors most of the time
     */
    <W> Map<W, Double> milliseconds(Map<W, Runnable> runs) {
        Map<W, Lane> lanes = new LinkedHashMap<>();
        runs.forEach((way, run) -> lanes.put(way, new Lane(run)));
        List<Lane> running = new ArrayList<>(lanes.values());
        Lane first = running.get(0);
        double shortest = Double.POSITIVE_INFINITY;
        long begin = clock.wallNanos();
        for (int round = 0; !isDecided(running, round, begin); round++) {
            if (round == MOST_ROUNDS || (seconds(begin) > TOO_LONG && isDisturbed(first, round))) {
                throw new BusyMachineException();
            }
            shortest = Math.min(shortest, run(running));
            double leastWorst = leastWorst(running);
            running.removeIf(lane -> lane != first && lane.isHopeless(leastWorst));
        }
        double base = shortest / NANOS_PER_MILLISECOND;
        Map<W, Double> found = new LinkedHashMap<>();
        lanes.forEach((way, lane) -> found.put(way, base * lane.ratio()));
        return found;
    }

    /** A round; returns the time of the first. */
    private double run(List<Lane> running) {
        double base = time(running.get(0));
        for (Lane lane : running) {
            double taken = lane == running.get(0) ? base : time(lane);
            if (Double.isFinite(taken) && Double.isFinite(base)) {
                lane.ratios.add(taken / base);
            }
        }
        return base;
    }

    private static double leastWorst(List<Lane> lanes) {
        return lanes.stream().mapToDouble(Lane::worst).min().orElseThrow();
    }

    private boolean isDecided(List<Lane> running, int rounds, long begin) {
        double leastWorst = leastWorst(running);
        boolean isWon =
                running.stream().filter(lane -> !lane.isHopeless(leastWorst)).count() == 1;
        int needed = isWon ? LEAST_RUNS : CLOSE_RUNS;
        boolean timed = running.stream().allMatch(lane -> lane.ratios.size() >= needed);
        return timed && (isWon || rounds == MOST_ROUNDS || seconds(begin) > LONG_ENOUGH);
    }

    private static boolean isDisturbed(Lane first, int rounds) {
        return first.ratios.size() < Math.min(rounds, LEAST_RUNS);
    }

    private double seconds(long begin) {
        return (clock.wallNanos() - begin) / NANOS_PER_SECOND;
    }

    /** In nanoseconds; infinite if it doesn't count. */
    private double time(Lane lane) {
        long wall = clock.wallNanos();
        long processor = clock.processorNanos();
        lane.run.run();
        double computed = clock.processorNanos() - processor;
        double taken = clock.wallNanos() - wall;
        return computed >= UNDISTURBED * taken ? taken : Double.POSITIVE_INFINITY;
    }
}
