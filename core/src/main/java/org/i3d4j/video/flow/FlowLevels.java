package org.i3d4j.video.flow;

import org.i3d4j.text.YamlNamed;

/**
 * How motion in pixels becomes 8-bit levels: cut off at {@link #BOUND} and -{@code BOUND}, which become 255 and 0; a level holds 0.16
 * pixels.
 */
public enum FlowLevels implements YamlNamed {
    /** round(127.5 + 255/40 f): what {@code x / 255 * 2 - 1} turns back into f/20, off by at most half a level. */
    CENTERED(127.5f),
    /** round(128 + 255/40 f), as several older tools have it: no motion is a level of its own, all else lies half a level too high. */
    FROM_128(128);

    /** Pixels from frame to frame beyond which motion is cut off. */
    public static final float BOUND = 20;

    private static final float LEVELS_PER_PIXEL = 255 / (2 * BOUND);

    private final float zero;

    FlowLevels(float zero) {
        this.zero = zero;
    }

    /** The level of a motion in pixels, 0 to 255; no motion where it is not a number. */
    public int of(float pixels) {
        int level = Math.round(zero + LEVELS_PER_PIXEL * (Float.isNaN(pixels) ? 0 : pixels));
        return Math.min(Math.max(level, 0), 255);
    }

    /** The motion in pixels that a level stands for. */
    public float pixels(int level) {
        return (level - zero) / LEVELS_PER_PIXEL;
    }

    /** Motion in [-1, 1], as networks take it and DeepMind stores it. */
    public static float scaled(float pixels) {
        return Float.isNaN(pixels) ? 0 : Math.min(Math.max(pixels, -BOUND), BOUND) / BOUND;
    }
}
