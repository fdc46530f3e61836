package org.i3d4j.bench.measure;

import java.util.List;
import org.i3d4j.metrics.Median;

/**
 * What runs of the same work took.
 *
 * @param runSeconds in the order of the runs; at least one
 */
public record Timing(List<Double> runSeconds) {
    public Timing {
        if (runSeconds.isEmpty()) {
            throw new IllegalArgumentException("no run was timed");
        }
        runSeconds = List.copyOf(runSeconds);
    }

    /** The middle run, or the mean of the two in the middle. */
    public double medianSeconds() {
        return Median.of(runSeconds);
    }

    public double shortestSeconds() {
        return runSeconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double longestSeconds() {
        return runSeconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Median of the runs' distances from their median: a spread that one run disturbed by others does not change. */
    public double medianDeviationSeconds() {
        double middle = medianSeconds();
        return Median.of(
                runSeconds.stream().map(seconds -> Math.abs(seconds - middle)).toList());
    }
}
