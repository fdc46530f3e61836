package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/** Two colours and all between them; components 0 to 255. */
final class Palette {
    private static final int CHANNELS = 3;

    private final float[] from;
    private final float[] to;

    private Palette(float[] from, float[] to) {
        this.from = from;
        this.to = to;
    }

    /** Random colours whose components differ by {@code contrast}, each in a random direction. */
    static Palette random(RandomGenerator random, float contrast) {
        float[] from = new float[CHANNELS];
        float[] to = new float[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            float low = random.nextFloat() * (255 - contrast);
            boolean rising = random.nextBoolean();
            from[channel] = rising ? low : low + contrast;
            to[channel] = rising ? low + contrast : low;
        }
        return new Palette(from, to);
    }

    /** A component of the colour at {@code share} of the way, 0 to 1. */
    double component(int channel, double share) {
        return from[channel] + (to[channel] - from[channel]) * share;
    }
}
