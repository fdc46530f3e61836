package org.i3d4j.features;

import java.util.List;

/** What the network made of one window of a video. */
public final class FeatureRow {
    private final int window;
    private final int startFrame;
    private final int endFrame;
    private final double startSeconds;
    private final double endSeconds;
    private final List<Integer> shape;
    private final float[] values;

    FeatureRow(
            int window,
            int startFrame,
            int endFrame,
            double startSeconds,
            double endSeconds,
            List<Integer> shape,
            float[] values) {
        this.window = window;
        this.startFrame = startFrame;
        this.endFrame = endFrame;
        this.startSeconds = startSeconds;
        this.endSeconds = endSeconds;
        this.shape = shape;
        this.values = values;
    }

    /** Which window it is, from 0. */
    public int window() {
        return window;
    }

    /** The first frame, at the frame rate that was asked for. */
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

    /** Crops, if there are several; steps in time, if each is kept; channels. */
    public List<Integer> shape() {
        return shape;
    }

    /** The features, as many as {@link #shape} says, in that order; a copy. */
    public float[] values() {
        return values.clone();
    }
}
