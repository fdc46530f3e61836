package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/** A darker and a brighter colour and all between them; components 0 to 255. */
final class Palette {
    private static final int CHANNELS = 3;

    private final float[] dark;
    private final float[] bright;

    private Palette(float[] dark, float[] bright) {
        this.dark = dark;
        this.bright = bright;
    }

    /** Random colours: the components of the dark one up to {@code tint} above {@code low}, of the bright one below {@code high}. */
    static Palette random(RandomGenerator random, float low, float high, float tint) {
        float[] dark = new float[CHANNELS];
        float[] bright = new float[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            dark[channel] = low + random.nextFloat() * tint;
            bright[channel] = high - random.nextFloat() * tint;
        }
        return new Palette(dark, bright);
    }

    /** A component of the colour at {@code share} of the way from dark to bright, 0 to 1. */
    double component(int channel, double share) {
        return dark[channel] + (bright[channel] - dark[channel]) * share;
    }
}
