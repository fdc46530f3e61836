package org.i3d4j.report.picture;

import java.util.function.ToDoubleFunction;

/** Text that has to fit. */
public final class Text {
    private static final String ELLIPSIS = "…";

    private Text() {}

    /** {@code text}, its end cut off for an ellipsis if it is wider than {@code room} pixels. */
    public static String fitted(String text, ToDoubleFunction<String> width, double room) {
        if (width.applyAsDouble(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width.applyAsDouble(text.substring(0, end) + ELLIPSIS) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
