package org.i3d4j.report.picture;

import java.util.List;

/**
 * How a line is drawn.
 *
 * @param width in pixels
 * @param dashes lengths of strokes and gaps in turn, in pixels; empty for a line without gaps
 */
record Pen(double width, List<Double> dashes) {
    static final Pen HAIR = new Pen(1, List.of());
    static final Pen BOLD = new Pen(2.2, List.of());
    /** Of the curves of one chart, so that they differ in more than colour. */
    static final List<Pen> CURVES = List.of(
            BOLD,
            new Pen(2.2, List.of(9.0, 5.0)),
            new Pen(2.2, List.of(2.0, 5.0)),
            new Pen(2.2, List.of(12.0, 4.0, 2.0, 4.0)),
            new Pen(1.2, List.of()),
            new Pen(4.0, List.of(4.0, 5.0)));

    Pen {
        dashes = List.copyOf(dashes);
    }
}
