package org.i3d4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.i3d4j.report.Curves.Point;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws {@link Curves}: a panel under the other, the series of a panel in one chart. */
public final class CurvesPlot {
    static {
        Pictures.needNoDisplay();
    }

    private static final int WIDTH = 1000;
    private static final int PANEL_HEIGHT = 340;
    /** More points than this are averaged in groups: a line can't show more. */
    private static final int MAXIMUM_POINTS = 500;
    /** Series up to this length get a dot at every point. */
    private static final int DOTTED_POINTS = 60;

    /** No series of a user has this name. */
    private static final String INVISIBLE = "\u0000";
    /** Below this the largest value of a panel is written with a power of ten. */
    private static final double SMALL = 0.05;

    private static final Color[] COLORS = {
        new Color(0x1f77b4), new Color(0xd95f02), new Color(0x2ca02c), new Color(0x9467bd), new Color(0x7f7f7f)
    };

    private CurvesPlot() {}

    /**
     * Writes {@code curves} as PNG to {@code file}, in place of an older one. Values that are not finite are left out.
     *
     * @param xTitle what runs along: {@code step} or {@code epoch}
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, String xTitle, Curves curves) {
        Pictures.write(file, () -> draw(xTitle, curves));
    }

    static BufferedImage draw(String xTitle, Curves curves) {
        List<BufferedImage> charts = new ArrayList<>();
        curves.panels()
                .forEach((name, series) -> charts.add(BitmapEncoder.getBufferedImage(chart(name, xTitle, series))));
        int height = Math.max(1, charts.size()) * PANEL_HEIGHT;
        BufferedImage picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(charts.get(i), 0, i * PANEL_HEIGHT, null);
        }
        graphics.dispose();
        return picture;
    }

    private static XYChart chart(String name, String xTitle, Map<String, List<Point>> series) {
        int exponent = exponent(series);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(PANEL_HEIGHT)
                .title(exponent == 0 ? name : name + " (in units of 1e" + exponent + ")")
                .xAxisTitle(xTitle)
                .build();
        style(chart.getStyler());
        List<Point> all = new ArrayList<>();
        int color = 0;
        for (Map.Entry<String, List<Point>> line : series.entrySet()) {
            List<Point> points = scaled(thinned(finite(line.getValue())), Math.pow(10, -exponent));
            addLine(chart, line.getKey(), points, COLORS[color % COLORS.length]);
            all.addAll(points);
            color++;
        }
        askForRoundTicks(chart, all);
        return chart;
    }

    /** Power of ten to take out of values that would have long labels, as learning rates have. */
    private static int exponent(Map<String, List<Point>> series) {
        double largest = series.values().stream()
                .flatMap(points -> finite(points).stream())
                .mapToDouble(point -> Math.abs(point.y()))
                .max()
                .orElse(0);
        return largest > 0 && largest < SMALL ? (int) Math.floor(Math.log10(largest)) : 0;
    }

    private static List<Point> scaled(List<Point> points, double factor) {
        return points.stream()
                .map(point -> new Point(point.x(), point.y() * factor))
                .toList();
    }

    /**
     * XChart labels evenly spaced values as they are (1, 8, 15 ...); an invisible point between them makes it choose round
     * numbers.
     */
    private static void askForRoundTicks(XYChart chart, List<Point> points) {
        if (points.size() <= DOTTED_POINTS) {
            return;
        }
        double[] x = {between(points.stream().mapToDouble(Point::x).summaryStatistics())};
        double[] y = {between(points.stream().mapToDouble(Point::y).summaryStatistics())};
        XYSeries invisible = chart.addSeries(INVISIBLE, x, y);
        invisible.setShowInLegend(false);
        invisible.setMarker(SeriesMarkers.NONE);
        invisible.setLineStyle(SeriesLines.NONE);
    }

    private static double between(DoubleSummaryStatistics values) {
        return values.getMin() + 0.371 * (values.getMax() - values.getMin());
    }

    private static void style(XYStyler styler) {
        ChartStyle.apply(styler);
        styler.setYAxisLeftWidthHint(80);
        styler.setYAxisTitleVisible(false);
        styler.setMarkerSize(6);
    }

    private static void addLine(XYChart chart, String name, List<Point> points, Color color) {
        if (points.isEmpty()) {
            return;
        }
        double[] x = points.stream().mapToDouble(Point::x).toArray();
        double[] y = points.stream().mapToDouble(Point::y).toArray();
        XYSeries line = chart.addSeries(name, x, y);
        line.setLineColor(color);
        line.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        line.setMarker(points.size() <= DOTTED_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        line.setMarkerColor(color);
    }

    private static List<Point> finite(List<Point> points) {
        return points.stream()
                .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                .toList();
    }

    /** At most {@value #MAXIMUM_POINTS} points, each the mean of its neighbours. */
    static List<Point> thinned(List<Point> points) {
        int group = (points.size() + MAXIMUM_POINTS - 1) / MAXIMUM_POINTS;
        if (group <= 1) {
            return points;
        }
        List<Point> means = new ArrayList<>();
        for (int start = 0; start < points.size(); start += group) {
            List<Point> some = points.subList(start, Math.min(start + group, points.size()));
            means.add(new Point(
                    some.stream().mapToDouble(Point::x).average().orElseThrow(),
                    some.stream().mapToDouble(Point::y).average().orElseThrow()));
        }
        return means;
    }
}
