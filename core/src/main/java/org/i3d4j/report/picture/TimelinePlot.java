package org.i3d4j.report.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.picture.Curves.Point;
import org.i3d4j.report.picture.LineChart.Axis;
import org.i3d4j.report.picture.LineChart.Line;
import org.i3d4j.report.picture.LineChart.Panel;

/** Draws the probabilities of some classes over the time of a video. */
public final class TimelinePlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;
    private static final int TICKS = 12;
    private static final int SHARE_TICKS = 5;
    /** Series up to this length get a dot at every window. */
    private static final int DOTTED_POINTS = 60;
    /** What the axis of a video without length shows. */
    private static final double SHORTEST_SECONDS = 1e-3;

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;
    /** From here on, times are told in minutes. */
    private static final int LONG_SECONDS = 120;

    private TimelinePlot() {}

    /**
     * A class.
     *
     * @param name as the legend has it
     * @param points x in seconds, ascending; y the probability
     */
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** How many classes have a color of their own. */
    public static int maximumSeries() {
        return Ink.CURVES.size();
    }

    /**
     * Writes the picture as PNG to {@code file}, in place of an older one.
     *
     * @param durationSeconds of the video: the length of the time axis
     * @param series at most {@link #maximumSeries()}
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, String title, double durationSeconds, List<Series> series) {
        Pictures.write(file, () -> chart(title, durationSeconds, series));
    }

    static LineChart chart(String title, double durationSeconds, List<Series> series) {
        double seconds = Math.max(durationSeconds, SHORTEST_SECONDS);
        Ticks ticks = Ticks.ofTime(seconds, TICKS);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            List<Point> points =
                    CurvesPlot.thinned(CurvesPlot.finite(series.get(i).points()));
            String name = (i + 1) + "  " + series.get(i).name();
            lines.add(new Line(name, points, Ink.CURVES.get(i), Pen.CURVES.get(i), points.size() <= DOTTED_POINTS));
        }
        Axis time = new Axis("time", 0, seconds, ticks, value -> time(value, seconds, ticks));
        Axis probability = new Axis("", 0, 1, Ticks.ofShares(SHARE_TICKS), Percent::round);
        return new LineChart(title, WIDTH, HEIGHT, time, List.of(new Panel("probability", probability, lines)));
    }

    /** {@code 2.5 s} on short axes, {@code 1:05} and {@code 1:02:05} on long ones. */
    static String time(double seconds, double durationSeconds, Ticks ticks) {
        if (durationSeconds <= LONG_SECONDS) {
            return ticks.label(seconds) + " s";
        }
        long all = Math.round(seconds);
        long minutes = all / SECONDS_PER_MINUTE;
        long rest = all % SECONDS_PER_MINUTE;
        return minutes < MINUTES_PER_HOUR
                ? String.format(Locale.ROOT, "%d:%02d", minutes, rest)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR, rest);
    }
}
