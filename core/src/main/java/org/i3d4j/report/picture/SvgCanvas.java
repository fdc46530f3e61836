package org.i3d4j.report.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.i3d4j.report.html.Html;
import org.i3d4j.report.picture.Curves.Point;

/** Writes SVG that stands in a page and takes its colours from the page's style sheet. */
final class SvgCanvas implements Canvas {
    /** Of its size in pixels: smaller, text could not be read; a narrow screen scrolls. */
    private static final double LEAST_SHARE_SHOWN = 0.75;

    private final StringBuilder svg = new StringBuilder();

    private SvgCanvas() {}

    /**
     * The {@code svg} element.
     *
     * @param label what it shows, for who can't see it
     */
    static String draw(String label, Chart chart) {
        SvgCanvas canvas = new SvgCanvas();
        chart.draw(canvas);
        return "<svg class=\"chart\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\" style=\"max-width:%spx;min-width:%spx\">\n"
                        .formatted(
                                Html.escape(label),
                                number(chart.width()),
                                number(chart.height()),
                                number(chart.width()),
                                number(LEAST_SHARE_SHOWN * chart.width()))
                + canvas.svg
                + "</svg>\n";
    }

    private static String number(double pixels) {
        String tenths = String.format(Locale.ROOT, "%.1f", pixels);
        return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
    }

    private static String paint(String attribute, Ink ink) {
        String colour = attribute + "=\"" + ink.css() + "\"";
        return ink.cssOpacity() == 1
                ? colour
                : colour + String.format(Locale.ROOT, " %s-opacity=\"%.3f\"", attribute, ink.cssOpacity());
    }

    @Override
    public void fill(Box box, Ink ink, String tip) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s"
                .formatted(
                        number(box.x()),
                        number(box.y()),
                        number(box.width()),
                        number(box.height()),
                        paint("fill", ink)));
        svg.append(tip.isEmpty() ? "/>\n" : "><title>" + Html.escape(tip) + "</title></rect>\n");
    }

    @Override
    public void line(List<Point> points, Ink ink, Pen pen) {
        String path = points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
        String dashes = pen.dashes().stream().map(SvgCanvas::number).collect(Collectors.joining(" "));
        svg.append("<polyline points=\"%s\" fill=\"none\" %s stroke-width=\"%s\"%s/>\n"
                .formatted(
                        path,
                        paint("stroke", ink),
                        number(pen.width()),
                        dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\""));
    }

    @Override
    public void dot(double x, double y, double radius, Ink ink) {
        svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>\n"
                .formatted(number(x), number(y), number(radius), paint("fill", ink)));
    }

    @Override
    public void text(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink) {
        text("x=\"%s\" y=\"%s\"".formatted(number(x), number(y)), text, lettering, anchor, ink);
    }

    @Override
    public void textUpwards(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink) {
        String place = "transform=\"translate(%s %s) rotate(-90)\"".formatted(number(x), number(y));
        text(place, text, lettering, anchor, ink);
    }

    private void text(String place, String text, Lettering lettering, Anchor anchor, Ink ink) {
        svg.append("<text %s font-size=\"%s\"%s text-anchor=\"%s\" %s>%s</text>\n"
                .formatted(
                        place,
                        lettering.size(),
                        lettering.bold() ? " font-weight=\"bold\"" : "",
                        anchor.name().toLowerCase(Locale.ROOT),
                        paint("fill", ink),
                        Html.escape(text)));
    }
}
