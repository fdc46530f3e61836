package org.i3d4j.report.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The round numbers on an axis.
 *
 * @param step from one to the next: 1, 2 or 5 times a power of ten, or what is round on a clock
 * @param values ascending, at least one
 */
record Ticks(double step, List<Double> values) {
    /** Steps of a clock from a second on, as people count: below a minute in seconds, below an hour in minutes. */
    private static final double[] CLOCK_SECONDS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600};

    private static final double SECONDS_PER_HOUR = 3600;
    private static final int[] ROUND = {1, 2, 5, 10};
    /** Of a step, which a value may be beside a tick by rounding. */
    private static final double ROUNDING = 1e-9;

    private static final double SMALL_STEP = 1e-3;

    Ticks {
        values = List.copyOf(values);
    }

    /** Within [from, to]. */
    static Ticks within(double from, double to, int most) {
        return within(from, to, roundAbove((to - from) / most));
    }

    /** Whole numbers within [from, to], where what is counted has no halves. */
    static Ticks wholeWithin(double from, double to, int most) {
        return within(from, to, Math.max(1, roundAbove((to - from) / most)));
    }

    /** From the last one not above {@code from} to the first not below {@code to}, so that all lies between two ticks. */
    static Ticks around(double from, double to, int most) {
        double step = roundAbove((to > from ? to - from : Math.max(Math.abs(to), 1)) / most);
        double first = Math.floor(from / step + ROUNDING) * step;
        double last = Math.ceil(to / step - ROUNDING) * step;
        return within(first, last > first ? last : first + step, step);
    }

    /** Of counts: whole numbers from 0 to the first not below {@code largest}. */
    static Ticks ofCounts(long largest, int most) {
        double step = Math.max(1, roundAbove((double) Math.max(1, largest) / most));
        return within(0, Math.ceil(Math.max(1, largest) / step - ROUNDING) * step, step);
    }

    /** Of shares from 0 to 1. */
    static Ticks ofShares(int most) {
        return within(0, 1, most);
    }

    /** Of seconds from 0 to {@code seconds}: round to who reads {@code 1:30}, not {@code 100 s}. */
    static Ticks ofTime(double seconds, int most) {
        double least = seconds / most;
        if (least <= CLOCK_SECONDS[0]) {
            return within(0, seconds, roundAbove(least));
        }
        return within(
                0,
                seconds,
                DoubleStream.of(CLOCK_SECONDS)
                        .filter(step -> step >= least)
                        .findFirst()
                        .orElseGet(() -> SECONDS_PER_HOUR * roundAbove(least / SECONDS_PER_HOUR)));
    }

    private static Ticks within(double from, double to, double step) {
        long first = (long) Math.ceil(from / step - ROUNDING);
        long last = (long) Math.floor(to / step + ROUNDING);
        return new Ticks(
                step,
                LongStream.rangeClosed(first, Math.max(first, last))
                        .mapToObj(i -> i * step)
                        .toList());
    }

    /** The first of 1, 2 and 5 times a power of ten that is not less. */
    static double roundAbove(double step) {
        if (!(step > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(step) + ROUNDING));
        for (int factor : ROUND) {
            if (factor * power >= step * (1 - ROUNDING)) {
                return factor * power;
            }
        }
        throw new IllegalStateException("no round number above " + step);
    }

    double first() {
        return values.get(0);
    }

    double last() {
        return values.get(values.size() - 1);
    }

    /** {@code value} with the digits that tell ticks apart: {@code 0.25}, {@code 20,000}, {@code 5e-5}. */
    String label(double value) {
        if (step < SMALL_STEP) {
            return Math.abs(value) < step * ROUNDING ? "0" : withPowerOfTen(value);
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, -exponent(step)) + "f", value + 0.0);
    }

    private String withPowerOfTen(double value) {
        int digits = Math.max(0, exponent(value) - exponent(step));
        return String.format(Locale.ROOT, "%." + digits + "e", value).replaceFirst("(\\.0+)?e([-+])0?", "e$2");
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + ROUNDING);
    }
}
