package org.i3d4j.report;

import java.awt.FontMetrics;

/** Text that has to fit. */
final class Text {
    private static final String ELLIPSIS = "…";

    private Text() {}

    /** {@code text}, its end cut off for an ellipsis if it is wider than {@code width} pixels. */
    static String fitted(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + ELLIPSIS) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
