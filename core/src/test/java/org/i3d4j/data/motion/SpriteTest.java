package org.i3d4j.data.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpriteTest {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 64;

    private static Sprite sprite(MotionClass motion, int seed) {
        return new Sprite(motion, WIDTH, HEIGHT, new SplittableRandom(seed));
    }

    /** Of all eight explanations of what happened to the pixels from one frame to the next, the class's fits best. */
    @ParameterizedTest
    @EnumSource
    void pixelsMoveAsTheClassSays(MotionClass shown) {
        MotionClass best = Arrays.stream(MotionClass.values())
                .min(Comparator.comparingDouble(assumed -> misfit(shown, assumed)))
                .orElseThrow();

        assertThat(best).isEqualTo(shown);
    }

    private static double misfit(MotionClass shown, MotionClass assumed) {
        return IntStream.range(0, 20)
                .mapToDouble(seed -> misfit(sprite(shown, seed), assumed))
                .sum();
    }

    private static double misfit(Sprite sprite, MotionClass assumed) {
        byte[] before = painted(sprite, 0);
        byte[] after = painted(sprite, 1);
        Sprite.Pose pose = sprite.pose(0);
        double inside = pose.diameter() / 2 * 0.7;
        double misfit = 0;
        for (int dy = -(int) inside; dy <= inside; dy++) {
            for (int dx = -(int) inside; dx <= inside; dx++) {
                int from = pixel(pose.x() + dx, pose.y() + dy);
                int to = moved(assumed, pose, dx, dy);
                misfit += Math.abs((before[from] & 0xff) - (after[to] & 0xff)) / (inside * inside);
            }
        }
        return misfit;
    }

    private static byte[] painted(Sprite sprite, int frame) {
        FrameCanvas canvas = new FrameCanvas(WIDTH, HEIGHT);
        sprite.paint(canvas, frame);
        ByteBuffer pixels = canvas.pixels();
        byte[] copy = new byte[pixels.remaining()];
        pixels.get(copy);
        return copy;
    }

    /** Where a class takes a point in one frame, in the middle of its range of speeds; y points down. */
    private static int moved(MotionClass motion, Sprite.Pose pose, int dx, int dy) {
        double turn = Math.toRadians(12);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double x = pose.x();
        double y = pose.y();
        return switch (motion) {
            case LEFT -> pixel(x + dx - 2.5, y + dy);
            case RIGHT -> pixel(x + dx + 2.5, y + dy);
            case UP -> pixel(x + dx, y + dy - 2.5);
            case DOWN -> pixel(x + dx, y + dy + 2.5);
            case CLOCKWISE -> pixel(x + dx * cos - dy * sin, y + dx * sin + dy * cos);
            case COUNTER_CLOCKWISE -> pixel(x + dx * cos + dy * sin, y - dx * sin + dy * cos);
            case TOWARDS -> pixel(x + dx * 1.06, y + dy * 1.06);
            case AWAY -> pixel(x + dx / 1.06, y + dy / 1.06);
        };
    }

    /** Place of a pixel's first component on the torus. */
    private static int pixel(double x, double y) {
        int column = Math.floorMod(Math.round(x), WIDTH);
        int row = Math.floorMod(Math.round(y), HEIGHT);
        return (row * WIDTH + column) * 3;
    }

    /** Place, angle and size have the same distribution at the first and at a late frame, whatever the class. */
    @ParameterizedTest
    @EnumSource
    void aSingleFrameSaysNothing(MotionClass motion) {
        for (int frame : new int[] {0, 20}) {
            assertUniform(motion, frame, pose -> pose.x() / WIDTH);
            assertUniform(motion, frame, pose -> pose.y() / HEIGHT);
            assertUniform(motion, frame, pose -> Math.atan2(pose.sin(), pose.cos()) / (2 * Math.PI));
            assertUniform(motion, frame, Sprite.Pose::zoom);
        }
    }

    private static void assertUniform(MotionClass motion, int frame, ToDoubleFunction<Sprite.Pose> quantity) {
        int sprites = 1000;
        int[] quarters = new int[4];
        for (int seed = 0; seed < sprites; seed++) {
            double value = quantity.applyAsDouble(sprite(motion, seed).pose(frame));
            quarters[(int) ((value - Math.floor(value)) * 4)]++;
        }
        // 250 expected of each; standard deviation 14
        assertThat(quarters)
                .as("%s at frame %s", motion, frame)
                .matches(counts -> Arrays.stream(counts).allMatch(count -> count > 180 && count < 320));
    }
}
