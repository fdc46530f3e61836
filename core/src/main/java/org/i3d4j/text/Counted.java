package org.i3d4j.text;

import java.util.Locale;

/** A number with what it counts, one of it or several: {@code 1 clip}, {@code 2 clips}, {@code 0 classes}. */
public final class Counted {
    private Counted() {}

    /**
     * The number and the noun.
     *
     * @param noun for one, in lower case; words may stand before it, as in {@code input channel}
     */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%d %s", number, number == 1 ? noun : several(noun));
    }

    private static String several(String noun) {
        char last = noun.charAt(noun.length() - 1);
        boolean hisses = noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("tch") || noun.endsWith("sh");
        boolean softY = last == 'y' && "aeiou".indexOf(noun.charAt(noun.length() - 2)) < 0;
        return softY ? noun.substring(0, noun.length() - 1) + "ies" : noun + (hisses ? "es" : "s");
    }
}
