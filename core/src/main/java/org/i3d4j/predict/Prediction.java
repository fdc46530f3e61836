package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.List;

/** What a network says of one video or clip. */
public final class Prediction {
    private final Path input;
    private final int frames;
    private final Scores scores;

    /**
     * @param input what was classified
     * @param frames frames seen
     * @param logits one score per class; kept, not copied
     * @param labels names of the classes
     */
    Prediction(Path input, int frames, float[] logits, ClassLabels labels) {
        this.input = input;
        this.frames = frames;
        this.scores = new Scores(logits, labels);
    }

    public Path input() {
        return input;
    }

    /** Frames the network saw. */
    public int frames() {
        return frames;
    }

    /** The most probable class. */
    public ClassScore best() {
        return scores.best();
    }

    /** The {@code k} most probable classes, best first; all, if there are fewer. */
    public List<ClassScore> top(int k) {
        return scores.top(k);
    }

    /** A copy of the scores, one per class, averaged over time and space. */
    public float[] logits() {
        return scores.logits();
    }
}
