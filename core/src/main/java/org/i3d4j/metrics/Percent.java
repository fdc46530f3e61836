package org.i3d4j.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Shares in [0, 1] as people read them: {@code 98.10 %}. */
public final class Percent {
    private static final int DECIMALS = 2;

    private Percent() {}

    /** With two decimals; {@code undefined} if {@code share} is NaN. */
    public static String of(double share) {
        return of(share, DECIMALS);
    }

    /** With another number of decimals; {@code undefined} if {@code share} is NaN. */
    public static String of(double share, int decimals) {
        return Double.isNaN(share) ? "undefined" : String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
    }

    /** A round share, as on an axis, without decimals that say nothing: {@code 20 %}, {@code 2.5 %}. */
    public static String round(double share) {
        BigDecimal percent = BigDecimal.valueOf(100 * share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
    }
}
