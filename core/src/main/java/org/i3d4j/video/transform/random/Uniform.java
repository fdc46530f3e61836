package org.i3d4j.video.transform.random;

import java.util.random.RandomGenerator;

/** Uniform draws. */
public final class Uniform {
    private Uniform() {}

    /** A number from {@code low} to {@code high}; always one draw, also where they are equal. */
    public static double draw(double low, double high, RandomGenerator random) {
        return low + random.nextDouble() * (high - low);
    }
}
