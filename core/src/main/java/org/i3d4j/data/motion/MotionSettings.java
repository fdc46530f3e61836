package org.i3d4j.data.motion;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.i3d4j.error.ConfigException;

/**
 * Size of a synthetic motion set.
 *
 * @param classes at least 2, each once; the first has label 0
 * @param trainPerClass videos of each class to train on
 * @param valPerClass videos of each class to validate on
 * @param width pixels, even, 32 to 1024
 * @param height pixels, even, 32 to 1024
 * @param frames frames of a video
 * @param framesPerSecond frame rate
 * @param seed of everything random
 */
public record MotionSettings(
        List<MotionClass> classes,
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
        classes = List.copyOf(classes);
        check("classes", classes.size(), 2, MotionClass.values().length);
        checkDistinct(classes);
        check("training videos per class", trainPerClass, 1, MAX_PER_CLASS);
        check("validation videos per class", valPerClass, 1, MAX_PER_CLASS);
        checkSide("width", width);
        checkSide("height", height);
        check("frames", frames, 2, MAX_FRAMES);
        if (!(framesPerSecond >= 1 && framesPerSecond <= 240)) {
            throw new ConfigException("frames per second must be between 1 and 240, found " + framesPerSecond);
        }
    }

    /** The first {@code classes} of {@link MotionClass}. */
    public MotionSettings(
            int classes,
            int trainPerClass,
            int valPerClass,
            int width,
            int height,
            int frames,
            double framesPerSecond,
            long seed) {
        this(MotionClass.first(classes), trainPerClass, valPerClass, width, height, frames, framesPerSecond, seed);
    }

    private static void checkDistinct(List<MotionClass> classes) {
        Set<MotionClass> seen = EnumSet.noneOf(MotionClass.class);
        for (MotionClass motion : classes) {
            if (!seen.add(motion)) {
                throw new ConfigException("class '" + motion.label() + "' is named twice");
            }
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
}
