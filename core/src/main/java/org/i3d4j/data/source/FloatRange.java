package org.i3d4j.data.source;

import org.i3d4j.video.Modality;

/** What floating-point pixels lie between. */
public enum FloatRange {
    /** 0 to 1. */
    UNIT(0, "[0, 1]"),
    /** -1 to 1. */
    SIGNED(-1, "[-1, 1]");

    /** How far beyond its ends values may lie from rounding, as after a conversion from float16. */
    private static final float ROUNDING = 0.004f;

    private final float least;
    private final String words;

    FloatRange(float least, String words) {
        this.least = least;
        this.words = words;
    }

    /** Whether a value is in it; NaN is not. */
    boolean holds(float value) {
        return value >= least - ROUNDING && value <= 1 + ROUNDING;
    }

    /** The level in 0 to 255 that a value in it stands for. */
    byte level(float value) {
        int level = Math.round((value - least) / (1 - least) * 255);
        return (byte) Math.min(Math.max(level, 0), 255);
    }

    /** How values of so many channels come to be in it, for people. */
    String scaling(int channels) {
        return this == SIGNED ? Modality.scaling(channels) : "pixels as x / 255 makes them";
    }

    /** As mathematics has it. */
    @Override
    public String toString() {
        return words;
    }
}
