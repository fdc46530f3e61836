package org.i3d4j.data.motion;

import java.util.List;
import org.i3d4j.error.ConfigException;

/**
 * Size of a synthetic motion set.
 *
 * @param classes how many of {@link MotionClass}, from the first; 2 to 8
 * @param trainPerClass videos of each class to train on
 * @param valPerClass videos of each class to validate on
 * @param width pixels, even, 32 to 1024
 * @param height pixels, even, 32 to 1024
 * @param frames frames of a video
 * @param framesPerSecond frame rate
 * @param seed of everything random
 */
public record MotionSettings(
        int classes,
        int trainPerClass,
        int valPerClass,
        int width,
        int height,
        int frames,
        double framesPerSecond,
        long seed) {
    private static final int MIN_SIDE = 32;
    private static final int MAX_SIDE = 1024;
    private static final int MAX_FRAMES = 10_000;
    private static final int MAX_PER_CLASS = 100_000;

    /** Eight classes in frames of 64x64, for clips of 16 frames. */
    public static final MotionSettings DEFAULT = new MotionSettings(8, 100, 20, 64, 64, 24, 12, 1);

    /**
     * Checks every value.
     *
     * @throws ConfigException for a value out of range
     */
    public MotionSettings {
        check("classes", classes, 2, MotionClass.values().length);
        check("training videos per class", trainPerClass, 1, MAX_PER_CLASS);
        check("validation videos per class", valPerClass, 1, MAX_PER_CLASS);
        checkSide("width", width);
        checkSide("height", height);
        check("frames", frames, 2, MAX_FRAMES);
        if (!(framesPerSecond >= 1 && framesPerSecond <= 240)) {
            throw new ConfigException("frames per second must be between 1 and 240, found " + framesPerSecond);
        }
    }

    private static void checkSide(String name, int pixels) {
        check(name, pixels, MIN_SIDE, MAX_SIDE);
        if (pixels % 2 != 0) {
            throw new ConfigException(name + " must be even, found " + pixels);
        }
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(name + " must be between " + min + " and " + max + ", found " + value);
        }
    }

    /** The classes in use. */
    public List<MotionClass> motionClasses() {
        return List.of(MotionClass.values()).subList(0, classes);
    }
}
