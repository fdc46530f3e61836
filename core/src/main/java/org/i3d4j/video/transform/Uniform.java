package org.i3d4j.video.transform;

import java.util.random.RandomGenerator;

/** Uniform draws. */
final class Uniform {
    private Uniform() {}

    /** A number from {@code low} to {@code high}; always one draw, also where they are equal. */
    static double draw(double low, double high, RandomGenerator random) {
        return low + random.nextDouble() * (high - low);
    }
}
