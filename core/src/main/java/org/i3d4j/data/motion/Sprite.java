package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/**
 * A textured disc that moves as its class says: across the frame, around its centre, or its texture towards the viewer or
 * away. Place, angle and zoom at any one frame are uniformly random whatever the class: the frame is a torus, angles are
 * periodic, and the texture repeats itself at every octave of zoom. So a single frame says nothing of the class.
 */
final class Sprite {
    private static final float DARKEST = 0;
    private static final float BRIGHTEST = 255;
    private static final float TINT = 90;
    /** Spreads the texture's values, which crowd around the middle. */
    private static final double SHARPNESS = 2.5;
    /** Octaves of texture seen at once; the outer ones fade. */
    private static final int OCTAVES = 3;
    /** Texture cells across the disc in the middle octave. */
    private static final double CELLS_ACROSS = 5;

    /** Sizes and speeds are shares of the frame's shorter side: 35 to 51 and 2 to 3 of 64 pixels. */
    private static final double MIN_DIAMETER = 0.55;

    private static final double MAX_DIAMETER = 0.8;
    private static final double MIN_SPEED = 0.032;
    private static final double MAX_SPEED = 0.047;
    private static final double MIN_TURN = Math.toRadians(8);
    private static final double MAX_TURN = Math.toRadians(12);
    private static final double MIN_GROWTH = Math.log(1.06) / Math.log(2);
    private static final double MAX_GROWTH = Math.log(1.08) / Math.log(2);

    private final MotionClass motion;
    private final int width;
    private final int height;
    private final Noise texture;
    private final Palette palette;
    private final double x;
    private final double y;
    private final double angle;
    private final double zoom;
    private final double diameter;
    private final double speed;
    private final double turn;
    private final double growth;

    Sprite(MotionClass motion, int width, int height, RandomGenerator random) {
        this.motion = motion;
        this.width = width;
        this.height = height;
        int side = Math.min(width, height);
        texture = new Noise(random);
        palette = Palette.random(random, DARKEST, BRIGHTEST, TINT);
        x = random.nextDouble(width);
        y = random.nextDouble(height);
        angle = random.nextDouble(2 * Math.PI);
        zoom = random.nextDouble();
        diameter = random.nextDouble(MIN_DIAMETER, MAX_DIAMETER) * side;
        speed = random.nextDouble(MIN_SPEED, MAX_SPEED) * side;
        turn = random.nextDouble(MIN_TURN, MAX_TURN);
        growth = random.nextDouble(MIN_GROWTH, MAX_GROWTH);
    }

    /**
     * Where the sprite is at a frame.
     *
     * @param x of the centre in pixels, before it is wrapped around the frame
     * @param y likewise
     * @param zoom of the texture in octaves; more is nearer
     * @param diameter in pixels
     */
    record Pose(double x, double y, double cos, double sin, double zoom, double diameter) {}

    Pose pose(int frame) {
        double turned = angle + motion.turning() * turn * frame;
        return new Pose(
                x + motion.across() * speed * frame,
                y + motion.downwards() * speed * frame,
                Math.cos(turned),
                Math.sin(turned),
                zoom + motion.growing() * growth * frame,
                diameter);
    }

    /** Paints the sprite over what is there. */
    void paint(FrameCanvas canvas, int frame) {
        Pose pose = pose(frame);
        double cells = CELLS_ACROSS / diameter;
        for (int row = 0; row < height; row++) {
            double dy = onTorus(row - pose.y(), height);
            for (int column = 0; column < width; column++) {
                double dx = onTorus(column - pose.x(), width);
                double inside = Math.min(diameter / 2 - Math.sqrt(dx * dx + dy * dy) + 0.5, 1);
                if (inside > 0) {
                    double u = (dx * pose.cos() + dy * pose.sin()) * cells;
                    double v = (dy * pose.cos() - dx * pose.sin()) * cells;
                    canvas.blend(column, row, palette, textureAt(pose.zoom(), u, v), inside);
                }
            }
        }
    }

    /** Octaves of one noise that grow, fade in as fine detail and out as coarse, so that zooming never ends. */
    private double textureAt(double octavesNear, double u, double v) {
        int passed = (int) Math.floor(octavesNear);
        double mean = 0;
        for (int octave = 0; octave < OCTAVES; octave++) {
            double level = octave + octavesNear - passed;
            double fade = Math.sin(Math.PI * level / OCTAVES);
            double scale = Math.pow(2, OCTAVES / 2.0 - level);
            // Counted as they come, so that an octave keeps its own part of the noise while it grows.
            int number = octave - passed;
            mean += fade * fade * (texture.at(u * scale + number * 11.0, v * scale + number * 7.0) - 0.5);
        }
        return Math.min(Math.max(0.5 + mean * SHARPNESS, 0), 1);
    }

    /** The distance nearest to 0 that a multiple of {@code side} makes of {@code distance}. */
    private static double onTorus(double distance, int side) {
        return distance - side * Math.rint(distance / side);
    }
}
