package org.i3d4j.report.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.i3d4j.metrics.Percent;
import org.i3d4j.report.picture.Curves.Point;
import org.i3d4j.report.picture.Curves.Series;
import org.i3d4j.report.picture.LineChart.Axis;
import org.i3d4j.report.picture.LineChart.Line;
import org.i3d4j.report.picture.LineChart.Panel;

/** Draws {@link Curves}: a panel under the other, noisy series faint with their moving mean over them. */
public final class CurvesPlot {
    private static final int WIDTH = 1000;
    private static final int PANEL_HEIGHT = 300;
    private static final int TICKS = 8;
    private static final int SHARE_TICKS = 5;
    /** More points than this are averaged in groups: a line can't show more. */
    private static final int MAXIMUM_POINTS = 500;
    /** Series up to this length get a dot at every point. */
    private static final int DOTTED_POINTS = 60;
    /** A noisy series shorter than this is drawn as it is. */
    private static final int LEAST_SMOOTHED = 15;
    /** Points of a series for one point of its moving mean. */
    private static final int POINTS_PER_WINDOW_POINT = 25;

    private static final double FAINT = 0.35;

    private CurvesPlot() {}

    /**
     * Writes {@code curves} as PNG to {@code file}, in place of an older one. Values that are not finite are left out.
     *
     * @param title above all, as the name of the run
     * @param xTitle what runs along, in the singular if a series is noisy: {@code step} or {@code epoch}
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, String title, String xTitle, Curves curves) {
        Pictures.write(file, () -> chart(title, xTitle, curves));
    }

    static LineChart chart(String title, String xTitle, Curves curves) {
        double[] places = curves.panels().values().stream()
                .flatMap(series -> series.values().stream())
                .flatMap(series -> finite(series.points()).stream())
                .mapToDouble(Point::x)
                .toArray();
        double[] x = LineChart.extent(DoubleStream.of(places));
        boolean whole = DoubleStream.of(places).allMatch(place -> place == Math.rint(place));
        Ticks ticks = whole ? Ticks.wholeWithin(x[0], x[1], TICKS) : Ticks.within(x[0], x[1], TICKS);
        List<Panel> panels = new ArrayList<>();
        curves.panels().forEach((name, series) -> panels.add(panel(name, xTitle, curves.inPercent(name), series)));
        return new LineChart(title, WIDTH, PANEL_HEIGHT, new Axis(xTitle, x[0], x[1], ticks, ticks::label), panels);
    }

    private static Panel panel(String name, String xTitle, boolean inPercent, Map<String, Series> series) {
        List<Line> lines = new ArrayList<>();
        series.forEach((title, measured) -> {
            int place = lines.stream()
                    .map(Line::ink)
                    .filter(Ink.CURVES::contains)
                    .toList()
                    .size();
            lines.addAll(lines(title, xTitle, measured, place % Ink.CURVES.size()));
        });
        // What is faint lies below.
        lines.sort(Comparator.comparing(line -> Ink.CURVES.contains(line.ink())));
        return new Panel(name, inPercent ? shares() : values(lines), lines);
    }

    private static Axis shares() {
        return new Axis("", 0, 1, Ticks.ofShares(SHARE_TICKS), Percent::round);
    }

    private static Axis values(List<Line> lines) {
        double[] y = LineChart.extent(
                lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::y));
        Ticks ticks = Ticks.around(y[0], y[1], SHARE_TICKS);
        return new Axis("", ticks.first(), ticks.last(), ticks, ticks::label);
    }

    private static List<Line> lines(String name, String xTitle, Series series, int place) {
        List<Point> points = finite(series.points());
        Ink ink = Ink.CURVES.get(place);
        boolean dotted = points.size() <= DOTTED_POINTS;
        if (!series.noisy() || points.size() < LEAST_SMOOTHED) {
            return List.of(new Line(name, thinned(points), ink, Pen.CURVES.get(place), dotted));
        }
        int window = window(points.size());
        return List.of(
                new Line(name + ", each " + xTitle, extremes(points), ink.faded(FAINT), Pen.HAIR, false),
                new Line(
                        name + ", mean of " + window + " " + xTitle + "s",
                        thinned(smoothed(points, window)),
                        ink,
                        Pen.CURVES.get(place),
                        false));
    }

    private static int window(int points) {
        return Math.max(5, points / POINTS_PER_WINDOW_POINT / 2 * 2 + 1);
    }

    /** The mean of {@code window} neighbours, half on each side; at the ends of as many as both sides have. */
    static List<Point> smoothed(List<Point> points, int window) {
        // A training has a million steps: a window's sum is the difference of two.
        double[] sums = new double[points.size() + 1];
        for (int i = 0; i < points.size(); i++) {
            sums[i + 1] = sums[i] + points.get(i).y();
        }
        List<Point> means = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            int side = Math.min(window / 2, Math.min(i, points.size() - 1 - i));
            means.add(new Point(points.get(i).x(), (sums[i + side + 1] - sums[i - side]) / (2 * side + 1)));
        }
        return means;
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    static List<Point> finite(List<Point> points) {
        return points.stream()
                .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                .toList();
    }

    /** At most {@value #MAXIMUM_POINTS} points, each the mean of its neighbours. */
    static List<Point> thinned(List<Point> points) {
        return groups(points)
                .map(group -> new Point(
                        mean(group.stream().mapToDouble(Point::x)),
                        mean(group.stream().mapToDouble(Point::y))))
                .toList();
    }

    /** Of each group of neighbours the least and the greatest, in their order: what a mean would hide. */
    static List<Point> extremes(List<Point> points) {
        Comparator<Point> byValue = Comparator.comparingDouble(Point::y);
        return groups(points)
                .flatMap(group -> Stream.of(
                                group.stream().min(byValue).orElseThrow(),
                                group.stream().max(byValue).orElseThrow())
                        .distinct()
                        .sorted(Comparator.comparingDouble(Point::x)))
                .toList();
    }

    private static Stream<List<Point>> groups(List<Point> points) {
        int size = (points.size() + MAXIMUM_POINTS - 1) / MAXIMUM_POINTS;
        List<List<Point>> groups = new ArrayList<>();
        for (int start = 0; start < points.size(); start += size) {
            groups.add(points.subList(start, Math.min(start + size, points.size())));
        }
        return groups.stream();
    }
}
