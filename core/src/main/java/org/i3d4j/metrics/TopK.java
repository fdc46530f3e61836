package org.i3d4j.metrics;

/**
 * Ranks of class scores: the largest first, equal scores by class index, NaN behind everything. So a network that gives
 * the same score to all classes, or NaN, is never right by luck of the sort.
 */
public final class TopK {
    private TopK() {}

    /**
     * The best classes of {@code scores}, best first; all of them if there are fewer than {@code k}.
     *
     * @throws IllegalArgumentException if {@code k} is below 1
     */
    public static int[] of(float[] scores, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("top " + k + " of " + scores.length + " classes");
        }
        int[] best = new int[Math.min(k, scores.length)];
        int filled = 0;
        for (int candidate = 0; candidate < scores.length; candidate++) {
            int place = filled;
            while (place > 0 && isBetter(scores[candidate], scores[best[place - 1]])) {
                place--;
            }
            if (place < best.length) {
                filled = Math.min(filled + 1, best.length);
                System.arraycopy(best, place, best, place + 1, filled - place - 1);
                best[place] = candidate;
            }
        }
        return best;
    }

    /** Whether {@code label} is among the best {@code k} classes; always, if there are no more than {@code k}. */
    public static boolean hits(float[] scores, int label, int k) {
        return rank(scores, label) < k;
    }

    /** Place of {@code label}, 0 for the best class. */
    public static int rank(float[] scores, int label) {
        int rank = 0;
        for (int other = 0; other < scores.length; other++) {
            boolean before =
                    other < label ? !isBetter(scores[label], scores[other]) : isBetter(scores[other], scores[label]);
            if (before) {
                rank++;
            }
        }
        return rank;
    }

    /** Strictly; 0 and -0 are equal. */
    private static boolean isBetter(float score, float other) {
        return score > other || (Float.isNaN(other) && !Float.isNaN(score));
    }
}
