package org.i3d4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.i3d4j.report.Curves.Point;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the probabilities of some classes over the time of a video. */
public final class TimelinePlot {
    static {
        Pictures.needNoDisplay();
    }

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;
    /** Series up to this length get a dot at every window. */
    private static final int DOTTED_POINTS = 60;

    private static final int LEGEND_CHARACTERS = 28;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;
    /** From here on, times are told in minutes. */
    private static final int LONG_SECONDS = 120;

    private static final Color[] COLORS = {
        new Color(0x1f77b4),
        new Color(0xd95f02),
        new Color(0x2ca02c),
        new Color(0x9467bd),
        new Color(0x8c564b),
        new Color(0x7f7f7f)
    };

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
        return COLORS.length;
    }

    /**
     * Writes the picture as PNG to {@code file}, in place of an older one.
     *
     * @param durationSeconds of the video: the length of the time axis
     * @param series at most {@link #maximumSeries()}
     * @throws org.i3d4j.error.OutputException if it can't be written or drawn
     */
    public static void write(Path file, String title, double durationSeconds, List<Series> series) {
        Pictures.write(file, () -> draw(title, durationSeconds, series));
    }

    private static BufferedImage draw(String title, double durationSeconds, List<Series> series) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(shortened(title, WIDTH / 12))
                .xAxisTitle("time")
                .yAxisTitle("probability")
                .build();
        style(chart.getStyler(), Math.max(durationSeconds, 1e-3));
        for (int i = 0; i < series.size(); i++) {
            // XChart takes series of one name for one series.
            add(chart, (i + 1) + "  " + series.get(i).name(), series.get(i).points(), COLORS[i % COLORS.length]);
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void style(XYStyler styler, double durationSeconds) {
        ChartStyle.apply(styler);
        styler.setMarkerSize(6);
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(1.0);
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(durationSeconds);
        styler.setXAxisTickLabelsFormattingFunction(seconds -> time(seconds, durationSeconds));
    }

    /** {@code 2.5 s} on short axes, {@code 1:05} and {@code 1:02:05} on long ones. */
    static String time(double seconds, double durationSeconds) {
        if (durationSeconds <= LONG_SECONDS) {
            boolean whole = Math.abs(seconds - Math.rint(seconds)) < 1e-6;
            return whole
                    ? (long) Math.rint(seconds) + " s"
                    : String.format(Locale.ROOT, durationSeconds < 2 ? "%.2f s" : "%.1f s", seconds);
        }
        long all = Math.round(seconds);
        long minutes = all / SECONDS_PER_MINUTE;
        long rest = all % SECONDS_PER_MINUTE;
        return minutes < MINUTES_PER_HOUR
                ? String.format(Locale.ROOT, "%d:%02d", minutes, rest)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR, rest);
    }

    private static void add(XYChart chart, String name, List<Point> all, Color color) {
        List<Point> points = CurvesPlot.thinned(
                all.stream().filter(point -> Double.isFinite(point.y())).toList());
        if (points.isEmpty()) {
            return;
        }
        double[] x = points.stream().mapToDouble(Point::x).toArray();
        double[] y = points.stream().mapToDouble(Point::y).toArray();
        XYSeries line = chart.addSeries(shortened(name, LEGEND_CHARACTERS), x, y);
        line.setLineColor(color);
        line.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        line.setMarker(points.size() <= DOTTED_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        line.setMarkerColor(color);
    }

    private static String shortened(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "…";
    }
}
