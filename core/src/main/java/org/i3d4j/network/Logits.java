package org.i3d4j.network;

import java.util.Arrays;

/** Unnormalised class scores of a batch, averaged over the head's time steps and positions. */
public final class Logits {
    private final float[] values;
    private final int classes;

    /**
     * @param values N x classes, row by row; kept, not copied
     * @param classes length of a row
     */
    public Logits(float[] values, int classes) {
        if (classes < 1 || values.length % classes != 0) {
            throw new IllegalArgumentException(values.length + " values are not rows of " + classes + " classes");
        }
        this.values = values;
        this.classes = classes;
    }

    public int clips() {
        return values.length / classes;
    }

    public int classes() {
        return classes;
    }

    /** A copy of the scores of clip {@code clip}. */
    public float[] row(int clip) {
        return Arrays.copyOfRange(values, clip * classes, (clip + 1) * classes);
    }
}
