package org.i3d4j.report.picture;

import java.util.List;
import org.i3d4j.report.picture.Curves.Point;

/** What charts are drawn on, in pixels; y grows downwards. */
interface Canvas {
    /** Which part of a text its place is. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A rectangle by its upper left corner. */
    record Box(double x, double y, double width, double height) {}

    /**
     * Paints a rectangle.
     *
     * @param tip what it tells who points at it, where that is possible; may be empty
     */
    void fill(Box box, Ink ink, String tip);

    default void fill(Box box, Ink ink) {
        fill(box, ink, "");
    }

    /** A line through {@code points}. */
    void line(List<Point> points, Ink ink, Pen pen);

    default void line(double x1, double y1, double x2, double y2, Ink ink, Pen pen) {
        line(List.of(new Point(x1, y1), new Point(x2, y2)), ink, pen);
    }

    void dot(double x, double y, double radius, Ink ink);

    /** Text in one line; {@code y} is its baseline. */
    void text(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink);

    /** Text from the bottom to the top; {@code x} is its baseline. */
    void textUpwards(String text, double x, double y, Lettering lettering, Anchor anchor, Ink ink);

    default void outline(Box box, Ink ink) {
        double right = box.x() + box.width();
        double bottom = box.y() + box.height();
        line(
                List.of(
                        new Point(box.x(), box.y()),
                        new Point(right, box.y()),
                        new Point(right, bottom),
                        new Point(box.x(), bottom),
                        new Point(box.x(), box.y())),
                ink,
                Pen.HAIR);
    }

    /**
     * Slanted lines within {@code box}, for what has to be told apart without colours.
     *
     * @param rising from left to right
     */
    default void hatch(Box box, boolean rising, double distance, Ink ink) {
        for (double at = distance / 2; at < box.width() + box.height(); at += distance) {
            double fromX = Math.max(0, at - box.height());
            double toX = Math.min(box.width(), at);
            if (rising) {
                line(box.x() + fromX, box.y() + at - fromX, box.x() + toX, box.y() + at - toX, ink, Pen.HAIR);
            } else {
                double bottom = box.y() + box.height();
                line(box.x() + fromX, bottom - at + fromX, box.x() + toX, bottom - at + toX, ink, Pen.HAIR);
            }
        }
    }
}
