package org.i3d4j.report.picture;

import java.awt.Color;

/** The colours of a share in [0, 1]: white, through blue, to dark blue. */
final class ShareColor {
    private static final Color[] STOPS = {
        Color.WHITE, new Color(0xc6dbef), new Color(0x6baed6), new Color(0x2171b5), new Color(0x08306b)
    };

    private ShareColor() {}

    static Color of(double share) {
        double position = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
        int below = Math.min((int) position, STOPS.length - 2);
        double part = position - below;
        Color low = STOPS[below];
        Color high = STOPS[below + 1];
        return new Color(
                mixed(low.getRed(), high.getRed(), part),
                mixed(low.getGreen(), high.getGreen(), part),
                mixed(low.getBlue(), high.getBlue(), part));
    }

    private static int mixed(int low, int high, double part) {
        return (int) Math.round(low + (high - low) * part);
    }
}
