package org.i3d4j.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a network says of one video or clip. */
public final class Prediction {
    private final Path input;
    private final int frames;
    private final Scores scores;
    private final Optional<Views> views;

    /**
     * Of all frames.
     *
     * @param input what was classified
     * @param frames frames that it has
     * @param logits one score per class; kept, not copied
     * @param labels names of the classes
     */
    Prediction(Path input, int frames, float[] logits, ClassLabels labels) {
        this(input, frames, logits, labels, Optional.empty());
    }

    /** As the other constructor, of the frames that were sampled. */
    Prediction(Path input, int frames, float[] logits, ClassLabels labels, Views views) {
        this(input, frames, logits, labels, Optional.of(views));
    }

    private Prediction(Path input, int frames, float[] logits, ClassLabels labels, Optional<Views> views) {
        this.input = input;
        this.frames = frames;
        this.scores = new Scores(logits, labels);
        this.views = views;
    }

    public Path input() {
        return input;
    }

    /** Frames that the video or clip has. */
    public int frames() {
        return frames;
    }

    /** What the network saw of them; empty if that is all. */
    public Optional<Views> views() {
        return views;
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
