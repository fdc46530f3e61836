package org.i3d4j.report.picture;

import java.util.List;
import org.i3d4j.report.picture.Canvas.Anchor;

/**
 * The names of classes beside their numbers, in columns, downwards.
 *
 * @param names the first that of class 0
 * @param width of all columns together, in pixels
 */
record ClassKey(List<String> names, double width) {
    static final ClassKey NONE = new ClassKey(List.of(), 0);
    private static final Lettering LETTERING = Lettering.plain(11);
    private static final double ROW = 15;
    private static final double LONGEST_NAME = 240;
    private static final double GAP = 8;
    private static final double BETWEEN = 24;
    private static final double MARGIN = 24;

    private double numberWidth() {
        return LETTERING.width(String.valueOf(names.size()));
    }

    private double nameWidth() {
        return Math.min(
                LONGEST_NAME, names.stream().mapToDouble(LETTERING::width).max().orElse(0));
    }

    private double columnWidth() {
        return numberWidth() + GAP + nameWidth() + BETWEEN;
    }

    private int rows() {
        int columns = Math.max(1, (int) (width / columnWidth()));
        return (names.size() + columns - 1) / columns;
    }

    double height() {
        return names.isEmpty() ? 0 : rows() * ROW + MARGIN;
    }

    void draw(Canvas canvas, double left, double top) {
        double columnWidth = columnWidth();
        double numberWidth = numberWidth();
        int rows = rows();
        for (int i = 0; i < names.size(); i++) {
            int column = i / rows;
            double x = left + column * columnWidth + numberWidth;
            double y = LETTERING.centredOn(top + (i % rows + 0.5) * ROW);
            canvas.text(String.valueOf(i), x, y, LETTERING, Anchor.END, Ink.FAINT);
            String name = LETTERING.fitted(names.get(i), LONGEST_NAME);
            canvas.text(name, x + GAP, y, LETTERING, Anchor.START, Ink.TEXT);
        }
    }
}
