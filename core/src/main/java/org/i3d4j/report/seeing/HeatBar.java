package org.i3d4j.report.seeing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.math.BigDecimal;
import java.math.MathContext;

/** The scale of heat: its colours from the least value to the largest. */
final class HeatBar {
    /** Of a picture that is neither dark nor light. */
    private static final int GREY = 128;

    private static final MathContext DIGITS = new MathContext(2);

    private HeatBar() {}

    /** Draws the bar, from -largest to largest. */
    static void draw(Graphics2D graphics, int left, int top, int width, int height) {
        for (int x = 0; x < width; x++) {
            double share = width == 1 ? 0 : 2.0 * x / (width - 1) - 1;
            graphics.setColor(new Color(HeatColors.over(GREY, share)));
            graphics.fillRect(left + x, top, 1, height);
        }
    }

    /** A value with its sign, to two digits. */
    static String label(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return "0";
        }
        String digits = new BigDecimal(Math.abs(value)).round(DIGITS).toPlainString();
        return (value < 0 ? "−" : "+") + digits;
    }
}
