package org.i3d4j.report.picture;

import java.awt.Color;
import java.util.List;

/**
 * A colour by what it means: fixed on a PNG's white paper; on a page what the style sheet makes of it, which has two, for
 * light and for dark screens.
 *
 * @param onPaper in a PNG
 * @param css on a page: a variable of its style sheet or a value
 * @param cssOpacity of {@code css}, in [0, 1]
 */
record Ink(Color onPaper, String css, double cssOpacity) {
    static final Ink PAPER = variable(0xffffff, "page");
    static final Ink TEXT = variable(0x222222, "ink");
    static final Ink FAINT = variable(0x666666, "faint");
    static final Ink GRID = variable(0xdddddd, "line");
    static final Ink NOTHING_KNOWN = variable(0xeeeeee, "card");
    /** The colours of bars are by Okabe and Ito: nobody takes one for another, whatever cones they lack. */
    static final Ink BAR = variable(0x0072b2, "bar");
    /** On bars, which are about as bright on both screens. */
    static final Ink HATCHING = value(0x222222);
    /** More was claimed than kept. */
    static final Ink TOO_CONFIDENT = variable(0xe69f00, "too-confident");
    /** Less was claimed than kept. */
    static final Ink NOT_CONFIDENT = variable(0x56b4e9, "not-confident");

    /** Of the curves of one chart: by Okabe and Ito, yellow left out, which is too faint on white. */
    static final List<Ink> CURVES = List.of(
            value(0x0072b2), value(0xd55e00), value(0x009e73), value(0xcc79a7), value(0x000000), value(0x56b4e9));

    /** Above it, text on a share's colour is light. */
    private static final double DARK_SHARE = 0.62;

    private static Ink variable(int rgb, String name) {
        return new Ink(new Color(rgb), "var(--" + name + ")", 1);
    }

    private static Ink value(int rgb) {
        return new Ink(new Color(rgb), String.format("#%06x", rgb), 1);
    }

    /** From nothing at 0 to the darkest on paper, the brightest on a dark screen, at 1; NaN if there is no share. */
    static Ink share(double share) {
        return Double.isNaN(share)
                ? NOTHING_KNOWN
                : new Ink(ShareColor.of(share), "var(--share)", Math.max(0, Math.min(1, share)));
    }

    /** What can be read on {@link #share}. */
    static Ink textOn(double share) {
        return share > DARK_SHARE ? PAPER : TEXT;
    }

    /** Seen through. */
    Ink faded(double opacity) {
        Color seenThrough =
                new Color(onPaper.getRed(), onPaper.getGreen(), onPaper.getBlue(), (int) Math.round(255 * opacity));
        return new Ink(seenThrough, css, opacity);
    }
}
