package org.i3d4j.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user probably meant, by edit distance. */
public final class NearestName {
    private static final int LONGEST_COMPARED = 64;

    private NearestName() {}

    /**
     * The name nearest to {@code written}, if near enough to be a slip: at most a quarter of its letters, and one in
     * any case, inserted, dropped, replaced or swapped with the next. Case does not count.
     */
    public static Optional<String> among(Collection<String> names, String written) {
        if (written.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        String lower = written.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, written.length() / 4);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** The words that end a message with a suggestion. */
    public static String question(String name) {
        return "; did you mean '" + name + "'?";
    }

    /** Optimal string alignment distance: Levenshtein's with swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] d, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
