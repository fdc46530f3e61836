package org.i3d4j.report.picture;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.i3d4j.report.picture.Canvas.Anchor;
import org.i3d4j.report.picture.Canvas.Box;
import org.i3d4j.report.picture.Curves.Point;

/**
 * Lines over one axis, in panels one below the other whose plots begin and end at the same places.
 *
 * @param title above all
 * @param pixels width of all of it
 * @param panelPixels height of a panel
 * @param x the axis that the panels share
 * @param panels may be none
 */
record LineChart(String title, int pixels, int panelPixels, Axis x, List<Panel> panels) implements Chart {
    private static final Lettering TITLE = new Lettering(17, true);
    private static final Lettering PANEL_TITLE = new Lettering(14, true);
    private static final Lettering LABEL = Lettering.plain(13);
    private static final double TITLE_HEIGHT = 44;
    private static final double PANEL_TITLE_HEIGHT = 30;
    private static final double AXIS_HEIGHT = 48;
    private static final double MARGIN = 16;
    private static final double GAP = 8;
    private static final double LEGEND_ROW = 22;
    private static final double SAMPLE = 34;
    private static final double MOST_LEGEND = 260;
    private static final double DOT = 3;

    /**
     * What runs along.
     *
     * @param title may be empty
     * @param from value at its start
     * @param to value at its end, greater
     * @param ticks where it is labelled
     * @param label of a tick
     */
    record Axis(String title, double from, double to, Ticks ticks, DoubleFunction<String> label) {
        double share(double value) {
            return (value - from) / (to - from);
        }
    }

    /** @param title may be empty */
    record Panel(String title, Axis y, List<Line> lines) {}

    /**
     * A curve.
     *
     * @param name as the legend has it
     * @param points finite
     * @param dotted whether its points show
     */
    record Line(String name, List<Point> points, Ink ink, Pen pen, boolean dotted) {}

    @Override
    public double width() {
        return pixels;
    }

    @Override
    public double height() {
        return TITLE_HEIGHT + Math.max(1, panels.size()) * panelPixels;
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.text(
                TITLE.fitted(title, pixels - 2 * MARGIN), MARGIN, TITLE.centredOn(24), TITLE, Anchor.START, Ink.TEXT);
        double left = MARGIN + GAP + widest(panels.stream().flatMap(LineChart::yLabels));
        double right = pixels - MARGIN - 2 * GAP - SAMPLE - legendWidth();
        for (int i = 0; i < panels.size(); i++) {
            double top = TITLE_HEIGHT + i * panelPixels;
            Box plot = new Box(
                    left, top + PANEL_TITLE_HEIGHT, right - left, panelPixels - PANEL_TITLE_HEIGHT - AXIS_HEIGHT);
            draw(canvas, panels.get(i), plot);
        }
    }

    private static Stream<String> yLabels(Panel panel) {
        return panel.y().ticks().values().stream().map(panel.y().label()::apply);
    }

    private double legendWidth() {
        return Math.min(
                MOST_LEGEND,
                widest(panels.stream().flatMap(panel -> panel.lines().stream()).map(Line::name)));
    }

    private static double widest(Stream<String> labels) {
        return labels.mapToDouble(LABEL::width).max().orElse(0);
    }

    private void draw(Canvas canvas, Panel panel, Box plot) {
        double base = PANEL_TITLE.centredOn(plot.y() - 14);
        canvas.text(panel.title(), plot.x(), base, PANEL_TITLE, Anchor.START, Ink.TEXT);
        drawGrid(canvas, panel.y(), plot);
        for (Line line : panel.lines()) {
            List<Point> points = line.points().stream()
                    .map(point -> new Point(x(plot, point.x()), y(plot, panel.y(), point.y())))
                    .toList();
            canvas.line(points, line.ink(), line.pen());
            if (line.dotted()) {
                points.forEach(point -> canvas.dot(point.x(), point.y(), DOT, line.ink()));
            }
        }
        drawLegend(canvas, panel, plot.x() + plot.width() + 2 * GAP, plot.y());
    }

    private double x(Box plot, double value) {
        return plot.x() + plot.width() * x.share(value);
    }

    private static double y(Box plot, Axis axis, double value) {
        return plot.y() + plot.height() * (1 - axis.share(value));
    }

    private void drawGrid(Canvas canvas, Axis axis, Box plot) {
        double bottom = plot.y() + plot.height();
        double right = plot.x() + plot.width();
        for (double value : axis.ticks().values()) {
            double at = y(plot, axis, value);
            canvas.line(plot.x(), at, right, at, Ink.GRID, Pen.HAIR);
            String label = axis.label().apply(value);
            canvas.text(label, plot.x() - GAP, LABEL.centredOn(at), LABEL, Anchor.END, Ink.TEXT);
        }
        for (double value : x.ticks().values()) {
            double at = x(plot, value);
            canvas.line(at, plot.y(), at, bottom + 4, Ink.GRID, Pen.HAIR);
            canvas.text(x.label().apply(value), at, LABEL.centredOn(bottom + 14), LABEL, Anchor.MIDDLE, Ink.TEXT);
        }
        canvas.line(plot.x(), bottom, right, bottom, Ink.FAINT, Pen.HAIR);
        double middle = plot.x() + plot.width() / 2;
        canvas.text(x.title(), middle, LABEL.centredOn(bottom + 32), LABEL, Anchor.MIDDLE, Ink.FAINT);
    }

    private void drawLegend(Canvas canvas, Panel panel, double left, double top) {
        double middle = top + LEGEND_ROW / 2;
        for (Line line : panel.lines()) {
            canvas.line(left, middle, left + SAMPLE - GAP, middle, line.ink(), line.pen());
            if (line.dotted()) {
                canvas.dot(left + (SAMPLE - GAP) / 2, middle, DOT, line.ink());
            }
            String name = LABEL.fitted(line.name(), MOST_LEGEND);
            canvas.text(name, left + SAMPLE, LABEL.centredOn(middle), LABEL, Anchor.START, Ink.TEXT);
            middle += LEGEND_ROW;
        }
    }

    /** From the least to the greatest x of {@code points}; what has no length gets some. */
    static double[] extent(DoubleStream values) {
        var statistics = values.filter(Double::isFinite).summaryStatistics();
        if (statistics.getCount() == 0) {
            return new double[] {0, 1};
        }
        double from = statistics.getMin();
        double to = statistics.getMax();
        return from < to ? new double[] {from, to} : new double[] {from - 0.5, from + 0.5};
    }
}
