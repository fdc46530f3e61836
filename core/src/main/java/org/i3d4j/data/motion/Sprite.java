package org.i3d4j.data.motion;

import java.util.random.RandomGenerator;

/**
 * A textured disc that moves as its class says. Place, angle and size at any one frame are uniformly random (size on a
 * log scale) whatever the class: the frame is a torus, angles are periodic, and a sprite that got as near as it can
 * begins again far away. So a single frame says nothing of the class.
 */
final class Sprite {
    private static final float DARKEST = 0;
    private static final float BRIGHTEST = 255;
    private static final float TINT = 90;
    /** Texture cells across the disc, whatever its size. */
    private static final double CELLS_ACROSS = 5;
    /** Spreads the texture's values, which crowd around the middle. */
    private static final double SHARPNESS = 2;

    /** Sizes and speeds are shares of the frame's shorter side: 19 to 58 and 2 to 3 of 64 pixels. */
    private static final double FAR_DIAMETER = 0.3;

    private static final double NEAR_DIAMETER = 0.9;
    private static final double MIN_SPEED = 0.032;
    private static final double MAX_SPEED = 0.047;
    private static final double MIN_TURN = Math.toRadians(10);
    private static final double MAX_TURN = Math.toRadians(14);
    private static final double MIN_GROWTH = Math.log(1.05);
    private static final double MAX_GROWTH = Math.log(1.07);

    private final MotionClass motion;
    private final int width;
    private final int height;
    private final Noise texture;
    private final Palette palette;
    private final double x;
    private final double y;
    private final double angle;
    private final double nearness;
    private final double speed;
    private final double turn;
    private final double growth;

    Sprite(MotionClass motion, int width, int height, RandomGenerator random) {
        this.motion = motion;
        this.width = width;
        this.height = height;
        texture = new Noise(random);
        palette = Palette.random(random, DARKEST, BRIGHTEST, TINT);
        x = random.nextDouble(width);
        y = random.nextDouble(height);
        angle = random.nextDouble(2 * Math.PI);
        nearness = random.nextDouble();
        speed = random.nextDouble(MIN_SPEED, MAX_SPEED) * Math.min(width, height);
        turn = random.nextDouble(MIN_TURN, MAX_TURN);
        growth = random.nextDouble(MIN_GROWTH, MAX_GROWTH) / Math.log(NEAR_DIAMETER / FAR_DIAMETER);
    }

    /** Where the sprite is at a frame. */
    record Pose(double x, double y, double cos, double sin, double diameter) {}

    Pose pose(int frame) {
        double near = nearness + motion.growing() * growth * frame;
        double share = FAR_DIAMETER * Math.pow(NEAR_DIAMETER / FAR_DIAMETER, near - Math.floor(near));
        double turned = angle + motion.turning() * turn * frame;
        return new Pose(
                x + motion.across() * speed * frame,
                y + motion.downwards() * speed * frame,
                Math.cos(turned),
                Math.sin(turned),
                share * Math.min(width, height));
    }

    /** Paints the sprite over what is there. */
    void paint(Canvas canvas, int frame) {
        Pose pose = pose(frame);
        for (int row = 0; row < height; row++) {
            double dy = onTorus(row - pose.y(), height);
            for (int column = 0; column < width; column++) {
                double dx = onTorus(column - pose.x(), width);
                double opacity = Math.min(pose.diameter() / 2 - Math.sqrt(dx * dx + dy * dy) + 0.5, 1);
                if (opacity > 0) {
                    canvas.blend(column, row, palette, textureAt(pose, dx, dy), opacity);
                }
            }
        }
    }

    private double textureAt(Pose pose, double dx, double dy) {
        double cells = CELLS_ACROSS / pose.diameter();
        double u = (dx * pose.cos() + dy * pose.sin()) * cells;
        double v = (dy * pose.cos() - dx * pose.sin()) * cells;
        return Math.min(Math.max(0.5 + (texture.at(u, v) - 0.5) * SHARPNESS, 0), 1);
    }

    /** The distance nearest to 0 that a multiple of {@code side} makes of {@code distance}. */
    private static double onTorus(double distance, int side) {
        return distance - side * Math.rint(distance / side);
    }
}
