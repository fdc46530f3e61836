package org.i3d4j.predict;

import java.util.List;
import java.util.Optional;
import org.i3d4j.predict.heat.ClassMap;

/** What a network says of one window of a video. */
public final class WindowPrediction {
    private final int startFrame;
    private final int endFrame;
    private final double startSeconds;
    private final double endSeconds;
    private final Scores scores;
    private final Optional<ClassMap> map;

    WindowPrediction(
            int startFrame,
            int endFrame,
            double startSeconds,
            double endSeconds,
            Scores scores,
            Optional<ClassMap> map) {
        this.startFrame = startFrame;
        this.endFrame = endFrame;
        this.startSeconds = startSeconds;
        this.endSeconds = endSeconds;
        this.scores = scores;
        this.map = map;
    }

    /** The same window with other scores; kept, not copied. */
    WindowPrediction withLogits(float[] logits) {
        return new WindowPrediction(
                startFrame, endFrame, startSeconds, endSeconds, scores.withLogits(logits), Optional.empty());
    }

    /** The first frame. */
    public int startFrame() {
        return startFrame;
    }

    /** The frame behind the last. */
    public int endFrame() {
        return endFrame;
    }

    /** When the first frame is shown, in seconds from the video's first frame. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Until when the last frame is shown. */
    public double endSeconds() {
        return endSeconds;
    }

    double middleFrame() {
        return (startFrame + (double) endFrame) / 2;
    }

    /** Half way between its beginning and its end. */
    public double middleSeconds() {
        return (startSeconds + endSeconds) / 2;
    }

    /** The most probable class. */
    public ClassScore best() {
        return scores.best();
    }

    /** The {@code k} most probable classes, best first; all, if there are fewer. */
    public List<ClassScore> top(int k) {
        return scores.top(k);
    }

    /** One class. */
    public ClassScore of(int classIndex) {
        return scores.of(classIndex);
    }

    /** A copy of the scores, one per class. */
    public float[] logits() {
        return scores.logits();
    }

    /** What each place of it added to the logit of a class, if that was {@linkplain SlidingPredictor#withMaps asked for}. */
    public Optional<ClassMap> map() {
        return map;
    }
}
