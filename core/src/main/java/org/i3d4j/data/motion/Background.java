package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/**
 * Noise that moves without a direction: two textures drift opposite ways, and their mean is seen. What the background does
 * is independent of the class.
 */
final class Background {
    private static final float DARKEST = 60;
    private static final float BRIGHTEST = 195;
    private static final float TINT = 50;
    private static final double TEXTURE_PIXELS = 5;
    private static final double MAX_DRIFT_PIXELS = 1;

    private final Noise first;
    private final Noise second;
    private final Palette palette;
    private final double driftX;
    private final double driftY;

    Background(RandomGenerator random) {
        first = new Noise(random);
        second = new Noise(random);
        palette = Palette.random(random, DARKEST, BRIGHTEST, TINT);
        double direction = random.nextDouble(2 * Math.PI);
        double drift = random.nextDouble(MAX_DRIFT_PIXELS / 2, MAX_DRIFT_PIXELS);
        driftX = drift * Math.cos(direction);
        driftY = drift * Math.sin(direction);
    }

    /** Paints the whole frame. */
    void paint(FrameCanvas canvas, int frame) {
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                double one = first.at((x + frame * driftX) / TEXTURE_PIXELS, (y + frame * driftY) / TEXTURE_PIXELS);
                double other = second.at((x - frame * driftX) / TEXTURE_PIXELS, (y - frame * driftY) / TEXTURE_PIXELS);
                canvas.blend(x, y, palette, (one + other) / 2, 1);
            }
        }
    }
}
