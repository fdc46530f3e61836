package org.i3d4j.network;

import java.util.Arrays;
import org.i3d4j.error.WeightsException;

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

    /**
     * A copy of the scores of clip {@code clip}.
     *
     * @throws WeightsException if one is not finite: no class can be told from them
     */
    public float[] row(int clip) {
        return row(clip, "clip " + clip);
    }

    /**
     * As {@link #row(int)}.
     *
     * @param source what the clip was made of, for a message to begin with
     */
    public float[] row(int clip, Object source) {
        float[] scores = Arrays.copyOfRange(values, clip * classes, (clip + 1) * classes);
        for (int i = 0; i < classes; i++) {
            if (!Float.isFinite(scores[i])) {
                throw new WeightsException(source + ": the network's score of class " + i + " is " + scores[i]
                        + ": on the way to it values became too large for its arithmetic; the weights are damaged, or the"
                        + " clip is not in [-1, 1]");
            }
        }
        return scores;
    }
}
