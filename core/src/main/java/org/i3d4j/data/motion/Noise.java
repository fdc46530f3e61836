package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/** Smooth random texture: random values on a lattice of unit distance, repeated every {@link #PERIOD}. */
final class Noise {
    static final int PERIOD = 32;

    private final float[] lattice = new float[PERIOD * PERIOD];

    Noise(RandomGenerator random) {
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = random.nextFloat();
        }
    }

    /** The value in [0, 1] at a point. */
    double at(double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        double right = ease(x - left);
        double down = ease(y - top);
        int column = (int) left;
        int row = (int) top;
        double above = mix(lattice(column, row), lattice(column + 1, row), right);
        double below = mix(lattice(column, row + 1), lattice(column + 1, row + 1), right);
        return mix(above, below, down);
    }

    private float lattice(int column, int row) {
        return lattice[(row & PERIOD - 1) * PERIOD + (column & PERIOD - 1)];
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
