package org.i3d4j.predict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.i3d4j.data.source.FrameSource.OpenVideo;

/** What a network says of one video or clip. */
public final class Prediction {
    private final String input;
    private final int frames;
    private final Scores scores;
    private final Optional<Views> views;
    private final OptionalDouble durationSeconds;
    private final Optional<String> damage;

    /**
     * Of all frames.
     *
     * @param input what was classified
     * @param frames frames that it has
     * @param logits one score per class; kept, not copied
     * @param labels names of the classes
     */
    Prediction(String input, int frames, float[] logits, ClassLabels labels) {
        this(input, frames, new Scores(logits, labels), Optional.empty(), OptionalDouble.empty(), Optional.empty());
    }

    private Prediction(
            String input,
            int frames,
            Scores scores,
            Optional<Views> views,
            OptionalDouble durationSeconds,
            Optional<String> damage) {
        this.input = input;
        this.frames = frames;
        this.scores = scores;
        this.views = views;
        this.durationSeconds = durationSeconds;
        this.damage = damage;
    }

    /** The same, of these views alone. */
    Prediction of(Views sampled) {
        return new Prediction(input, frames, scores, Optional.of(sampled), durationSeconds, damage);
    }

    /** The same of a video, with what is known of it when its frames are read. */
    Prediction of(OpenVideo video) {
        return of(video.durationSeconds(), video.damage());
    }

    /** The same of a video, with what is known of it: how long it lasts, and what of it is lost. */
    Prediction of(OptionalDouble ofVideo, Optional<String> lost) {
        return new Prediction(input, frames, scores, views, ofVideo, lost);
    }

    /** The same video with other scores; kept, not copied. */
    Prediction withLogits(float[] logits) {
        return new Prediction(input, frames, scores.withLogits(logits), views, durationSeconds, damage);
    }

    /** What was classified: the name of a file. */
    public String input() {
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

    /** From the first frame until the last has been shown; empty for a clip, which knows no time. */
    public OptionalDouble durationSeconds() {
        return durationSeconds;
    }

    /** What is known to be lost of the video, for people. */
    public Optional<String> damage() {
        return damage;
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

    /**
     * One a class, each in [0, 1], a new array: they sum up to 1 where a video has exactly one of the classes, else each is
     * for itself.
     */
    public double[] probabilities() {
        return scores.probabilities();
    }
}
