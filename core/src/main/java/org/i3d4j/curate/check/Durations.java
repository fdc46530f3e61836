package org.i3d4j.curate.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.i3d4j.report.picture.BarChart.Bar;

/**
 * Durations of videos.
 *
 * @param seconds ascending
 */
record Durations(List<Double> seconds) {
    private static final int MOST_BINS = 25;
    /** The longest videos share a last bin: one of an hour would leave no room for the others. */
    private static final double SHOWN_SHARE = 0.99;

    /** What {@code summary.json} says; NaN where there are none. */
    record Summary(double totalHours, double shortestSeconds, double medianSeconds, double longestSeconds) {}

    Summary summary() {
        double total = seconds.stream().mapToDouble(Double::doubleValue).sum();
        return new Summary(total / 3600, quantile(0), quantile(0.5), quantile(1));
    }

    private double quantile(double share) {
        return seconds.isEmpty() ? Double.NaN : seconds.get((int) Math.round(share * (seconds.size() - 1)));
    }

    /** Videos by duration in bins of a round width. */
    List<Bar> histogram() {
        List<Bar> bars = new ArrayList<>();
        if (seconds.isEmpty()) {
            return bars;
        }
        double width = roundAbove((quantile(SHOWN_SHARE) - quantile(0)) / (MOST_BINS - 1));
        long first = (long) Math.floor(quantile(0) / width);
        long last = (long) Math.floor(quantile(SHOWN_SHARE) / width);
        for (long bin = first; bin <= last; bin++) {
            bars.add(new Bar(label(bin * width, (bin + 1) * width, width), count(bin * width, (bin + 1) * width)));
        }
        long beyond = count((last + 1) * width, Double.POSITIVE_INFINITY);
        if (beyond > 0) {
            bars.add(new Bar("longer, up to " + number(quantile(1), width) + " s", beyond));
        }
        return bars;
    }

    private long count(double from, double to) {
        return seconds.stream().filter(value -> value >= from && value < to).count();
    }

    private static String label(double from, double to, double width) {
        return number(from, width) + " to " + number(to, width) + " s";
    }

    private static String number(double value, double width) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(width) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** The next of 1, 2 and 5 times a power of ten; at least a hundredth. */
    private static double roundAbove(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(width, 0.01)) + 1e-9));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= width) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
