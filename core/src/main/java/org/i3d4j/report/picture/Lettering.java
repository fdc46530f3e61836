package org.i3d4j.report.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/**
 * Size and weight of text, without serifs.
 *
 * @param size in pixels
 */
record Lettering(int size, boolean bold) {
    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
    /** Half the height of a capital letter: what a baseline is below the middle. */
    private static final double HALF_CAPITAL = 0.36;

    static Lettering plain(int size) {
        return new Lettering(size, false);
    }

    Font font() {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    /** Of {@code text} in pixels, by this machine's font; a page's reader may have another. */
    double width(String text) {
        return font().getStringBounds(text, SMOOTH).getWidth();
    }

    /** {@code text}, its end cut off for an ellipsis if it has no room. */
    String fitted(String text, double room) {
        return Text.fitted(text, this::width, room);
    }

    /** The baseline of text whose middle is at {@code y}. */
    double centredOn(double y) {
        return y + HALF_CAPITAL * size;
    }
}
